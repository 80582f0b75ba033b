/**
 * Servers that come late or misbehave, and child JVMs under control: what it takes to test how a
 * service starts.
 *
 * <ul>
 *   <li>{@link io.softstart.testkit.PostgresServer} is a real PostgreSQL whose address is known
 *       before it runs, and that can be started late, stopped, killed and paused.
 *   <li>{@link io.softstart.testkit.FaultyServer} is a TCP server that refuses, hangs, resets,
 *       talks nonsense or forwards, as a test tells it.
 *   <li>{@link io.softstart.testkit.ChildJvm} runs a Java program as a process of its own and keeps
 *       its exit code, its output and when each line of it came.
 * </ul>
 *
 * <p>Nothing here depends on Softstart itself. Linux and macOS are supported; Windows is not, since
 * it has no signals.
 */
@NullMarked
package io.softstart.testkit;

import org.jspecify.annotations.NullMarked;
