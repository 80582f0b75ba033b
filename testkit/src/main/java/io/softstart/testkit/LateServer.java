package io.softstart.testkit;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * A real server whose address is fixed before it runs, so that a test can start its client first
 * and the server later.
 *
 * <p>A server is created idle: its port is reserved and connections to it are refused. It may be
 * started, ended and started again on the same port as often as wanted; what it stored stays, until
 * {@link #close()} removes everything.
 *
 * <p>Implementations are thread-safe: any method may be called while another thread waits in {@link
 * #start()}. An interrupt ends a wait for the server to be usable with a {@link TestkitException},
 * and leaves the flag set; what is being done to the server's process is finished first. After
 * {@code close()} all methods that would change the state throw {@link IllegalStateException}.
 */
public interface LateServer extends AutoCloseable {

  /**
   * Returns where the server listens: an address, not a name that would need a look-up.
   *
   * @return the host, normally {@code 127.0.0.1}
   */
  String host();

  /**
   * Returns the port the server listens on, before as well as while it runs.
   *
   * @return the TCP port
   */
  int port();

  /**
   * Returns what runs the server, for people.
   *
   * @return for example {@code PostgreSQL in Docker (postgres:18)}
   */
  String description();

  /**
   * Does ahead what a first start needs, such as an image or a data directory, so that the start
   * itself is quick. Nothing listens on the port meanwhile. Blocks; does nothing the second time.
   *
   * @throws TestkitException if the preparation failed
   */
  void prepare();

  /**
   * Starts the server, prepared or not, and waits until it is usable. Blocks for up to a minute
   * after the preparation.
   *
   * @throws IllegalStateException if the server already runs or a background start is pending
   * @throws TestkitException if the server ended or was not usable in time; its log is in the
   *     message
   */
  void start();

  /**
   * Starts the server from a thread of its own. Returns at once; {@link #awaitUsable} tells what
   * became of it.
   *
   * @throws IllegalStateException if the server already runs or a background start is pending
   */
  default void startInBackground() {
    startInBackground(Duration.ZERO);
  }

  /**
   * Starts the server after a pause, from a thread of its own. Returns at once. Ending or closing
   * the server during the pause calls the start off.
   *
   * @param delay how long to wait before the start, not negative
   * @throws IllegalArgumentException if the delay is negative
   * @throws IllegalStateException if the server already runs or a background start is pending
   */
  void startInBackground(Duration delay);

  /**
   * Waits until the server, started by whomever, is usable: a login would succeed.
   *
   * @param limit how long to wait at most
   * @return when it became usable, as {@link #usableAt()} has it
   * @throws TestkitException if the limit passed, or the start failed; the server's log is in the
   *     message
   */
  long awaitUsable(Duration limit);

  /**
   * Returns when the server became usable after its latest start, measured by the server kit's own
   * poll of the real protocol every 10 ms, independent of any client under test.
   *
   * @return the {@link System#nanoTime()} of that moment; empty while it is not usable yet, and
   *     once it was stopped or killed
   */
  OptionalLong usableAt();

  /**
   * Shuts the server down as an operator would, and waits until it is gone; its data stays. Wakes a
   * paused server first. Does nothing to a server that does not run.
   *
   * @throws TestkitException if it did not end
   */
  void stop();

  /**
   * Ends the server with SIGKILL, as a crash of its machine would, and waits until it is gone; what
   * it had committed stays. Does nothing to a server that does not run.
   *
   * @throws TestkitException if it did not end
   */
  void kill();

  /**
   * Freezes the server: its port still accepts connections, but nobody answers.
   *
   * @throws IllegalStateException if the server does not run
   */
  void pause();

  /** Lets a paused server go on. Does nothing to a server that is not paused. */
  void resume();

  /**
   * Returns whether the server's process exists; it may be paused or still starting.
   *
   * @return true from the start until the server ended, by itself or by this interface
   */
  boolean isRunning();

  /**
   * Returns what the server wrote to its log since it was prepared. Blocks for some milliseconds;
   * that of a PostgreSQL server which takes logins has all that was written before the call.
   *
   * @return the log's text; empty if there is none yet
   */
  String log();

  /**
   * Ends the server and deletes everything it left: processes, containers, data. Blocks until that
   * is done. Does nothing the second time. A JVM that ends without having closed its servers does
   * it as far as it can.
   */
  @Override
  void close();
}
