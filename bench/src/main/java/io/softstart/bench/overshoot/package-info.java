/** How long after its database a service has run its first query, by how it waits. */
@NullMarked
package io.softstart.bench.overshoot;

import org.jspecify.annotations.NullMarked;
