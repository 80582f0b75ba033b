package io.softstart.config;

import io.softstart.text.Ascii;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Arguments of the form {@code --key=value}; all after a bare {@code --} belong to the program. */
final class CommandLine implements ConfigSource {
  /** The argument behind each name, {@code --key=value} or a {@code --key} without a value. */
  private final Map<String, String> arguments = new HashMap<>();

  CommandLine(String... args) {
    for (String arg : args) {
      if (arg.equals("--")) {
        break;
      }
      if (arg.startsWith("--")) {
        int assign = arg.indexOf('=');
        arguments.put(form(assign < 0 ? arg : arg.substring(0, assign)), arg);
      }
    }
  }

  @Override
  public Optional<String> find(String key) {
    if (arguments.isEmpty()) {
      return Optional.empty(); // as for most applications, and for each setting
    }
    String name = form(key);
    String argument = arguments.get(name);
    if (argument == null) {
      return Optional.empty();
    }
    int assign = argument.indexOf('=');
    if (assign < 0) {
      // taken for unset, "--key 8080" would go unnoticed
      throw new IllegalArgumentException("it has no value, write " + name + "=<value>");
    }
    return Optional.of(argument.substring(assign + 1));
  }

  @Override
  public String origin(String key) {
    return "command line " + form(key);
  }

  @Override
  public Set<String> names() {
    return arguments.keySet();
  }

  private static String form(String key) {
    String dashed = Ascii.lower(key, '-');
    return dashed.startsWith("--") ? dashed : "--" + dashed;
  }
}
