/** One main class a measurement; each prints a table in Markdown. */
@NullMarked
package io.softstart.bench;

import org.jspecify.annotations.NullMarked;
