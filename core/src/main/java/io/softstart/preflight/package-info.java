/**
 * Preflight checks: one look, before the application starts, at what no waiting heals.
 *
 * <p>{@link io.softstart.preflight.Preflights} has a few; a lambda is one as well.
 */
@NullMarked
package io.softstart.preflight;

import org.jspecify.annotations.NullMarked;
