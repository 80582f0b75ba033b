/** What a service that shows a startup implements, and what it is given. Users need none of it. */
@NullMarked
package io.softstart.spi;

import org.jspecify.annotations.NullMarked;
