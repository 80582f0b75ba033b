/** Gates: what a startup waits for, how it is tried, and for how long. */
@NullMarked
package io.softstart.gate;

import org.jspecify.annotations.NullMarked;
