/** Tests of the Redis module, on real servers wherever one can stage the case. */
@org.jspecify.annotations.NullMarked
package io.softstart.redis;
