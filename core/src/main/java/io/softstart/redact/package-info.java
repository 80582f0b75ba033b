/** Keeps secrets out of every text that leaves the library. Not exported. */
@NullMarked
package io.softstart.redact;

import org.jspecify.annotations.NullMarked;
