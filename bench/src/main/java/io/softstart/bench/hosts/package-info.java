/** Several hosts in one URL, some of them sick: the gate beside the bare client. */
@NullMarked
package io.softstart.bench.hosts;

import org.jspecify.annotations.NullMarked;
