/** JVMs in Docker containers that see this one's class path. */
@NullMarked
package io.softstart.bench.container;

import org.jspecify.annotations.NullMarked;
