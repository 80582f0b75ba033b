package io.softstart.spi;

import io.softstart.gate.Pressure;
import io.softstart.history.StartCounts;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Shows what a startup is doing to those who ask over a network; {@code softstart-status} is one.
 * Found through {@link java.util.ServiceLoader}, with the context class loader of the thread that
 * reads the configuration, and only if a port is set: otherwise nothing of it is loaded.
 */
public interface StatusService {
  /**
   * Begins to serve, just before the first gate. Returns when requests are answered; threads must
   * be daemons.
   *
   * @param bind the address to listen on
   * @param port the port; 0 for any free one
   * @param source what to show
   * @return what serves
   * @throws IOException if it cannot listen there
   */
  Server serve(String bind, int port, Source source) throws IOException;

  /** What there is to show; thread-safe, asked anew for each answer. */
  interface Source {
    /** {@return what has happened so far} */
    StartupSnapshot snapshot();

    /** {@return how busy what the gates opened is, by their names, as far as it is known} */
    Map<String, Pressure> pressures();

    /** {@return how long the gates are waited for in all} */
    Duration budget();

    /** {@return until the deadline, zero if it has passed; empty while no gate was awaited} */
    Optional<Duration> left();

    /**
     * {@return what the thread does that starts the application, one clause, where that has taken
     * long enough to be of interest; else empty}
     */
    default String longStart() {
      return "";
    }

    /**
     * {@return the report of the failure after which the process is held alive, several lines; else
     * empty}
     */
    default String failure() {
      return "";
    }

    /** {@return whether the process stays alive when its gates do not open} */
    default boolean holds() {
      return false;
    }

    /** {@return since the startup began, also after it was over} */
    Duration uptime();

    /** {@return how often the application was started} */
    default StartCounts starts() {
      return StartCounts.FIRST;
    }

    /** {@return the application's version, if the operator or its build has told it} */
    Optional<String> version();

    /**
     * {@return the revision of the application's sources, if the operator or its build has told it}
     */
    Optional<String> revision();
  }

  /** A port that is listened on. */
  interface Server extends Closeable {
    /** {@return where a browser finds it, with the real port} */
    String url();

    /** Stops listening; idempotent. Blocks for a moment at most. */
    @Override
    void close();
  }
}
