/** Settings of the environment: read once, all problems reported together. */
@NullMarked
package io.softstart.config;

import org.jspecify.annotations.NullMarked;
