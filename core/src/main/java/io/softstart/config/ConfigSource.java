package io.softstart.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
   * Returns the sources of an ordinary application, the first that knows a key wins: command line,
   * system properties, environment.
   *
   * @param args the arguments of {@code main}; those that are not {@code --key=value} are ignored
   * @return the sources in their order
   */
  static List<ConfigSource> standard(String... args) {
    return List.of(new CommandLine(args), new SystemProperties(), new Environment());
  }

  /**
   * Returns a properties file (UTF-8), meant for defaults: it comes last, and what any other source
   * says stands before it, {@code KEY_FILE} of a secret too. A key is found as written in the code,
   * else as {@code orders.http.port}. Read when the first setting is looked up; a file that is not
   * there holds nothing, and one that cannot be read is a problem.
   *
   * @param path the file
   * @return the source
   */
  static ConfigSource properties(Path path) {
    return new SettingsFile(path, SettingsFile.Syntax.PROPERTIES);
  }

  /**
   * Returns a {@code .env} file (UTF-8): {@code KEY=value} in each line, bare or in quotation
   * marks, and comments behind {@code #}; nothing is expanded. Otherwise like {@link #properties};
   * a key is found as written in the code, else in upper case with {@code _}.
   *
   * @param path the file
   * @return the source
   */
  static ConfigSource dotenv(Path path) {
    return new SettingsFile(path, SettingsFile.Syntax.DOTENV);
  }

  /**
   * Returns a fixed source, for tests and for settings that were read from elsewhere. Keys are
   * found as they are written.
   *
   * @param name what problems call it, for example {@code orders.properties}
   * @param values the settings; copied
   * @return the source
   */
  static ConfigSource of(String name, Map<String, String> values) {
    return new FixedSource(name, Map.copyOf(values));
  }
}
