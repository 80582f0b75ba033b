package io.softstart.gate;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the gates opened. Thread-safe; optional gates may open later.
 *
 * <p>Made by the library; not for implementation: it gets methods.
 *
 * <p>What is asked for here becomes the application's, which closes it; what nobody asked for is
 * closed by the startup's {@code close()} and at the end of the process.
 */
public interface OpenGates {
  /**
   * Returns what a required gate opened.
   *
   * @param gate a required gate that opens something
   * @param <T> what it opens
   * @return what it opened
   * @throws IllegalArgumentException for one that was awaited as an optional one, open or not (use
   *     {@link #find} or {@link #whenOpen}); for one that was not awaited, and for one that opens
   *     nothing
   * @throws IllegalStateException if it is awaited in the background and not open yet
   */
  <T> T get(Gate<T> gate);

  /**
   * Returns what a gate has opened by now.
   *
   * @param gate any gate that was awaited
   * @param <T> what it opens
   * @return what it opened; empty if it is closed or opens nothing
   * @throws IllegalArgumentException for a gate that was not awaited
   */
  <T> Optional<T> find(AnyGate<T> gate);

  /**
   * Hands over what a gate opens: at once on this thread if it is open, else on a thread of the
   * library when it opens; never if it never does. What it throws there goes to the handler of
   * uncaught exceptions of that thread, and nothing waits for it.
   *
   * @param gate any gate that was awaited
   * @param use what to do with it
   * @param <T> what it opens
   * @throws IllegalArgumentException for a gate that was not awaited
   */
  <T> void whenOpen(AnyGate<T> gate, Consumer<? super T> use);

  /**
   * Tells where a gate stands.
   *
   * @param gate any gate that was awaited
   * @return its state at this moment, with its last failure
   * @throws IllegalArgumentException for a gate that was not awaited
   */
  GateStatus status(AnyGate<?> gate);

  /** {@return whether a gate is still closed; required ones never are after {@code await}} */
  boolean isDegraded();
}
