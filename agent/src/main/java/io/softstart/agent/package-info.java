/** The two classes that a JVM sees when the jar is its agent or its command. */
@NullMarked
package io.softstart.agent;

import org.jspecify.annotations.NullMarked;
