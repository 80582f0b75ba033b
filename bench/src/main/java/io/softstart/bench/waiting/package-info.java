/** What it costs to wait. */
@NullMarked
package io.softstart.bench.waiting;

import org.jspecify.annotations.NullMarked;
