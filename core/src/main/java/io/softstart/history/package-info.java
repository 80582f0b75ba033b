/** The memory of earlier starts, in a directory that survives restarts. Not exported. */
@NullMarked
package io.softstart.history;

import org.jspecify.annotations.NullMarked;
