/** A fleet that meets one server after an outage, in simulation and in life. */
@NullMarked
package io.softstart.bench.fleet;

import org.jspecify.annotations.NullMarked;
