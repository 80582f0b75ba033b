/** Charts for the docs: lines and bars as SVG, the same bytes for the same numbers. */
@NullMarked
package io.softstart.bench.chart;

import org.jspecify.annotations.NullMarked;
