package io.softstart.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Where settings come from. Implement it for a vault or a file format, and hand it to {@code
 * StartupOptions.source}; a source that throws is reported as a problem of the setting that was
 * looked up first.
 *
 * <p>One key has several forms, so that {@code ORDERS_HTTP_PORT} in the code is found as:
 *
 * <table>
 * <caption>Forms of a key</caption>
 * <tr><th>source</th><th>form</th></tr>
 * <tr><td>command line</td><td>{@code --orders-http-port=8080}; case does not matter, and
 *     {@code -}, {@code _} and {@code .} are alike; the last one counts</td></tr>
 * <tr><td>system property</td><td>{@code -DORDERS_HTTP_PORT=8080} as written in the code, else
 *     {@code -Dorders.http.port=8080}, unless that would be one of the JVM's own, such as
 *     {@code user.name}</td></tr>
 * <tr><td>environment</td><td>{@code ORDERS_HTTP_PORT} as written in the code, else in upper case
 *     with {@code _}</td></tr>
 * <tr><td>file, secrets only</td><td>the file that {@code ORDERS_HTTP_PORT_FILE} names, itself
 *     looked up in all sources</td></tr>
 * </table>
 */
public interface ConfigSource {
  /**
   * Looks a key up.
   *
   * @param key as written in the code, its group's prefix included
   * @return its text as it is, or empty if it is not set here
   */
  Optional<String> find(String key);

  /**
   * Says in words where {@link #find} looks, for example {@code environment variable
   * ORDERS_HTTP_PORT}.
   *
   * @param key as for {@code find}, or one of {@link #names()}
   * @return the place, never the value
   */
  String origin(String key);

  /**
   * Returns what an operator calls a setting here; problems are reported under this name.
   *
   * @param key as for {@code find}
   * @return the name, the key itself if the source has no names of its own
   */
  default String name(String key) {
    return key;
  }

  /** {@return the names that are set here, to find misspelt ones; empty if it cannot tell} */
  Set<String> names();

  /**
   * {@return the files that settings come from here} A process that is held alive after a failure
   * ends when one of them changes.
   */
  default Set<Path> files() {
    return Set.of();
  }
}
