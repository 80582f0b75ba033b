/** What a framework that owns {@code main} needs of a startup, and applications do not. */
@NullMarked
package io.softstart.framework;

import org.jspecify.annotations.NullMarked;
