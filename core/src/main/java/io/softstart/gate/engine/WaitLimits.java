package io.softstart.gate.engine;

import io.softstart.gate.Backoff;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long all gates of one startup are waited for, and how; immutable. A gate's own limits win.
 *
 * @param deadline for all gates together, counted from the first wait
 * @param attempt after which one attempt is cut off
 * @param grace how long a failure that can only be fixed from outside is tolerated
 * @param fleet how many instances may wait for the same servers together, at least 1
 * @param hold whether to go on slowly where a gate would be given up
 * @param backoff the pause between attempts of gates that have none of their own; null for the one
 *     that fits each kind of failure
 */
@SuppressWarnings("exports") // JSpecify is not needed at run time
public record WaitLimits(
    Duration deadline,
    Duration attempt,
    Duration grace,
    int fleet,
    boolean hold,
    @Nullable Backoff backoff) {}
