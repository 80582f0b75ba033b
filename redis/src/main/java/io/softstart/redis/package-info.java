/**
 * Waits for Redis until it serves data, which is later than it lets clients connect, and hands over
 * a Lettuce client.
 */
@NullMarked
package io.softstart.redis;

import org.jspecify.annotations.NullMarked;
