/** What the starter costs a Spring Boot application, and how soon it starts after an outage. */
@NullMarked
package io.softstart.bench.spring;

import org.jspecify.annotations.NullMarked;
