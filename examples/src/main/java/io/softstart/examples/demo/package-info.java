/** What {@code ./demo} runs: {@code orders} with a database that comes late. */
@NullMarked
package io.softstart.examples.demo;

import org.jspecify.annotations.NullMarked;
