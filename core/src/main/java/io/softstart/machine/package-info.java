/**
 * What the operating system and the JVM tell of the place where the process runs: its container,
 * its volumes, its host, its class path. Nothing is known where they do not tell. Not exported.
 */
@NullMarked
package io.softstart.machine;

import org.jspecify.annotations.NullMarked;
