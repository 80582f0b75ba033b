/** Waits before the main method of an application that nobody changes. */
@NullMarked
package io.softstart.agent.start;

import org.jspecify.annotations.NullMarked;
