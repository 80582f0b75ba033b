/** What becomes of an application that crash-loops while its database is down, in a model. */
@NullMarked
package io.softstart.bench.crashloop;

import org.jspecify.annotations.NullMarked;
