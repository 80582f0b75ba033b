/** A small real service: HTTP in front of PostgreSQL. */
@NullMarked
package io.softstart.examples.orders;

import org.jspecify.annotations.NullMarked;
