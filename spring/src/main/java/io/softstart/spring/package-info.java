/**
 * Softstart for Spring Boot 3.5, 4.0 and 4.1: one dependency, no code.
 *
 * <p>{@code StartListener} turns the events of a {@code SpringApplication} into a {@code
 * SpringStartup}, which holds the {@link io.softstart.Startup}: hooks are taken when the
 * application starts; when its environment is prepared, {@code EnvironmentCheck} looks at the
 * configuration and {@code EnvironmentGates} makes the gates (of what is configured, by {@code
 * CustomGates}, and by each {@link io.softstart.spring.GateContributor}), which are awaited in the
 * background; {@code GateJoin} joins them before any bean of the application exists. The startup is
 * the bean {@value io.softstart.spring.SpringStartup#BEAN}, for what is built on it.
 *
 * <p>Only types are used that Spring Boot did not move between 3.5 and 4.1.
 */
@NullMarked
package io.softstart.spring;

import org.jspecify.annotations.NullMarked;
