/** How soon a closed port is told. */
@NullMarked
package io.softstart.bench.verdict;

import org.jspecify.annotations.NullMarked;
