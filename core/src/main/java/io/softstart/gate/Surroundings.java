package io.softstart.gate;

import io.github.resilience4j.retry.RetryRegistry;
import io.softstart.event.StartupListener;
import io.softstart.time.Deadline;
import io.softstart.time.Stopwatch;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** What all gates of one startup share. */
record Surroundings(
    Stopwatch clock,
    Deadline deadline,
    WaitLimits limits,
    @Nullable RetryRegistry registry,
    @Nullable ClassLoader loader,
    DoubleSupplier random,
    StartupListener events) {}
