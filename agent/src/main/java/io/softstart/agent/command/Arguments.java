package io.softstart.agent.command;

import io.softstart.agent.auto.Auto;
import io.softstart.config.ConfigSource;
import io.softstart.config.ConfigSources;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The command line.
 *
 * @param settings variables that it sets, such as {@code SOFTSTART_WAIT_FOR}
 * @param classPath of drivers; empty for none
 * @param json whether a table is wanted as JSON
 * @param program what {@code run} runs
 */
record Arguments(
    Map<String, String> settings, String classPath, boolean json, List<String> program) {
  /** What the command calls itself. */
  static final String NAME = "softstart";

  static final String WAIT_FOR = "SOFTSTART_WAIT_FOR";

  private static final String FOR = "--for";
  private static final String DEADLINE = "--deadline";
  private static final String CLASS_PATH = "--class-path";
  private static final Set<String> VALUED = Set.of(FOR, DEADLINE, CLASS_PATH);

  /**
   * Reads what stands behind the name of the command.
   *
   * @throws IllegalArgumentException for what is unknown
   */
  static Arguments of(String... words) {
    List<String> left = new ArrayList<>(Arrays.asList(words));
    List<String> gates = new ArrayList<>();
    Map<String, String> settings = new HashMap<>();
    String classPath = "";
    boolean json = false;
    while (!left.isEmpty()) {
      String word = left.remove(0);
      if (word.equals("--")) {
        break;
      }
      int assign = word.startsWith("--") ? word.indexOf('=') : -1;
      if (assign > 0 && VALUED.contains(word.substring(0, assign))) { // --for=name=url
        left.add(0, word.substring(assign + 1));
        word = word.substring(0, assign);
      }
      switch (word) {
        case FOR -> gates.add(valueOf(word, left));
        case DEADLINE -> settings.put("SOFTSTART_DEADLINE", valueOf(word, left));
        case CLASS_PATH -> classPath = valueOf(word, left);
        case "--json" -> json = true;
        default -> throw new IllegalArgumentException(word + " is not known here");
      }
    }
    if (!gates.isEmpty()) {
      settings.put(WAIT_FOR, String.join(",", gates));
    }
    return new Arguments(Map.copyOf(settings), classPath, json, List.copyOf(left));
  }

  /** {@return where settings are looked for: the command line, then the usual places} */
  Auto auto() {
    List<ConfigSource> sources = new ArrayList<>();
    sources.add(ConfigSources.of("the command line", settings));
    sources.addAll(ConfigSources.standard());
    return Auto.of(sources);
  }

  /** {@return what to wait for; empty if nobody says} */
  static Optional<String> waitFor(Auto auto) {
    for (ConfigSource source : auto.sources()) {
      Optional<String> text = source.find(WAIT_FOR);
      if (text.isPresent()) {
        return text.filter(gates -> !gates.isBlank()); // as a template leaves it
      }
    }
    return Optional.empty();
  }

  /** {@return why there is nothing to wait for, one clause} */
  static String whyNothing(Auto auto) {
    return auto.isAsked()
        ? WAIT_FOR + "=auto finds none of the usual variables, such as SPRING_DATASOURCE_URL"
        : WAIT_FOR + " is not set, and there is no --for";
  }

  private static String valueOf(String word, List<String> left) {
    if (left.isEmpty()) {
      throw new IllegalArgumentException(word + " needs a value behind it");
    }
    return left.remove(0);
  }
}
