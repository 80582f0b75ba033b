/** Probes for anything with a port: bare TCP, and HTTP. */
@NullMarked
package io.softstart.probe;

import org.jspecify.annotations.NullMarked;
