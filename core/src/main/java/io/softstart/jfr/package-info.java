/** Startups in the JDK's Flight Recorder. Not exported. */
@NullMarked
package io.softstart.jfr;

import org.jspecify.annotations.NullMarked;
