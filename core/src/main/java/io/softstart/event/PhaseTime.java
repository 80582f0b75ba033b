package io.softstart.event;

import java.time.Duration;

/**
 * One phase of a startup, and its time.
 *
 * @param phase which
 * @param from when it was entered, since the begin
 * @param took how long it lasted, until now if it still does
 */
public record PhaseTime(Phase phase, Duration from, Duration took) {}
