/** The service {@code orders} as a Spring Boot application, which knows nothing of Softstart. */
@NullMarked
package io.softstart.examples.spring;

import org.jspecify.annotations.NullMarked;
