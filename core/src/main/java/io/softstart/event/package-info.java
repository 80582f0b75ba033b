/** What happens during a startup, as data, for those who listen. */
@NullMarked
package io.softstart.event;

import org.jspecify.annotations.NullMarked;
