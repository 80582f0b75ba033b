/** Spring Boot applications that others wrote, without the starter and with it. */
@NullMarked
package io.softstart.bench.applications;

import org.jspecify.annotations.NullMarked;
