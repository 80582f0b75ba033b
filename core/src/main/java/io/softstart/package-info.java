/** One start of one process: from {@code main()} to ready, or to a failure that says why. */
@NullMarked
package io.softstart;

import org.jspecify.annotations.NullMarked;
