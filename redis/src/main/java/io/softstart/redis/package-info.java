/** Gates for Redis. */
@NullMarked
package io.softstart.redis;

import org.jspecify.annotations.NullMarked;
