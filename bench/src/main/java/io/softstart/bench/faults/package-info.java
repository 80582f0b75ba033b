/** What can be wrong with a dependency, staged on real servers and processes. */
@NullMarked
package io.softstart.bench.faults;

import org.jspecify.annotations.NullMarked;
