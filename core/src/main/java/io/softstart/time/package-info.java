/** The one clock: reading, pausing, deadlines. Not exported. */
@NullMarked
package io.softstart.time;

import org.jspecify.annotations.NullMarked;
