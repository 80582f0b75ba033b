/**
 * Preflight checks: checks, before the application starts, of what waiting cannot fix.
 *
 * <p>{@link io.softstart.preflight.Preflights} has a few; a lambda is one as well.
 */
@NullMarked
package io.softstart.preflight;

import org.jspecify.annotations.NullMarked;
