/** The early log: lines on stderr before, without and after any logging backend. Not exported. */
@NullMarked
package io.softstart.log;

import org.jspecify.annotations.NullMarked;
