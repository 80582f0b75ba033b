/** Gates from URLs: how they are read, and which factory takes them. Not for applications. */
@NullMarked
package io.softstart.probe.url;

import org.jspecify.annotations.NullMarked;
