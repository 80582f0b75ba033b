/** The JDKs of this machine, and what is run on them. */
@NullMarked
package io.softstart.bench.jdk;

import org.jspecify.annotations.NullMarked;
