/**
 * What stands behind {@code Startup}: its phases, its host, its settings and the wait for its
 * gates. Not exported.
 */
@NullMarked
package io.softstart.startup;

import org.jspecify.annotations.NullMarked;
