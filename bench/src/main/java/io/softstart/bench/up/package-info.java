/** What Softstart costs where everything is up. */
@NullMarked
package io.softstart.bench.up;

import org.jspecify.annotations.NullMarked;
