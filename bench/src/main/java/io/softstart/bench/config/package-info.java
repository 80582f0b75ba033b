/** What it costs to read the configuration. */
@NullMarked
package io.softstart.bench.config;

import org.jspecify.annotations.NullMarked;
