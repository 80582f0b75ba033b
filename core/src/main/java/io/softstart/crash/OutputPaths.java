package io.softstart.crash;

import org.jspecify.annotations.Nullable;

/**
 * Where an ending is written besides stderr, as the operator says.
 *
 * @param stateDirectory survives restarts; null for no crash history and no crash reports
 * @param terminationMessage the file that an orchestrator reads; null for its usual place
 */
public record OutputPaths(@Nullable String stateDirectory, @Nullable String terminationMessage) {}
