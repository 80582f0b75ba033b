package io.softstart.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The usual sources of settings. */
public final class ConfigSources {
  private ConfigSources() {}

  /**
   * Returns the sources of an ordinary application, the first that knows a key wins: command line,
   * system properties, environment.
   *
   * @param args the arguments of {@code main}; those that are not {@code --key=value} are ignored
   * @return the sources in their order
   */
  public static List<ConfigSource> standard(String... args) {
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
  public static ConfigSource properties(Path path) {
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
  public static ConfigSource dotenv(Path path) {
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
  public static ConfigSource of(String name, Map<String, String> values) {
    return new FixedSource(name, Map.copyOf(values));
  }
}
