/** What a dependency's URL is, and what of it may be printed. */
@NullMarked
package io.softstart.net;

import org.jspecify.annotations.NullMarked;
