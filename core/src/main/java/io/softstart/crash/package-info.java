/** The end of a process that did not get ready: hooks, report, exit. Not exported. */
@NullMarked
package io.softstart.crash;

import org.jspecify.annotations.NullMarked;
