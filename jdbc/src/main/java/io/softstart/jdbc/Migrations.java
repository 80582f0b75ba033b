package io.softstart.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * What a migration tool's history says.
 *
 * @param tool its name
 * @param empty whether nothing was applied yet
 * @param version the highest one applied; null if none has a version
 * @param failed the migration that failed and stays so until somebody repairs it; null if none
 * @param repair how one does that
 */
record Migrations(
    String tool,
    boolean empty,
    @Nullable SchemaVersion version,
    @Nullable String failed,
    String repair) {}
