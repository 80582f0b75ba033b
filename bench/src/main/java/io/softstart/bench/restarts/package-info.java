/** What becomes of an application under Docker's restart policies while its database is down. */
@NullMarked
package io.softstart.bench.restarts;

import org.jspecify.annotations.NullMarked;
