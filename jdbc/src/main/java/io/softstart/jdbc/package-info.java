/** Waits for relational databases, and hands over the pool whose first login proved readiness. */
@NullMarked
package io.softstart.jdbc;

import org.jspecify.annotations.NullMarked;
