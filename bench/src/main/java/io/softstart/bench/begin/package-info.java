/** What {@code Startup.begin} costs. */
@NullMarked
package io.softstart.bench.begin;

import org.jspecify.annotations.NullMarked;
