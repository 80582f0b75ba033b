/** Pages of docs/benchmarks that measurements write. */
@NullMarked
package io.softstart.bench.report;

import org.jspecify.annotations.NullMarked;
