/** The locks of Flyway and Liquibase: who holds one, since when, and whether the holder lives. */
@NullMarked
package io.softstart.jdbc.migration;

import org.jspecify.annotations.NullMarked;
