/** Whether anything is left of thousands of startups. */
@NullMarked
package io.softstart.bench.soak;

import org.jspecify.annotations.NullMarked;
