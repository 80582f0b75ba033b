package io.softstart.crash;

import org.jspecify.annotations.Nullable;

/**
 * Where an ending is written besides stderr, and of what, as the operator says.
 *
 * @param stateDirectory survives restarts; null for no crash history and no crash reports
 * @param terminationMessage the file that an orchestrator reads; null for its usual place
 * @param version of the application; null for what its build says
 * @param revision of its sources; null for what its build says
 */
public record OutputPaths(
    @Nullable String stateDirectory,
    @Nullable String terminationMessage,
    @Nullable String version,
    @Nullable String revision) {}
