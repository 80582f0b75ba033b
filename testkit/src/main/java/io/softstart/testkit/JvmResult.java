package io.softstart.testkit;

import java.time.Duration;

/**
 * What became of a child JVM that has ended.
 *
 * @param exitCode its exit code; 128 plus the signal's number if a signal ended it
 * @param stdout all it printed to standard output, unchanged
 * @param stderr all it printed to standard error, unchanged
 * @param elapsed from its start to its end
 */
public record JvmResult(int exitCode, String stdout, String stderr, Duration elapsed) {}
