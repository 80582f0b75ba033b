package io.softstart.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Shortens the tests: reads from a map that is called "test". */
final class Read {
  private Read() {}

  static <C> ConfigResult<C> from(Map<String, String> values, Function<ConfigReader, C> recipe) {
    return ConfigReader.read(List.of(ConfigSources.of("test", values)), recipe);
  }

  static <C> ConfigResult<C> key(String text, Function<ConfigReader, C> recipe) {
    return from(Map.of("KEY", text), recipe);
  }

  /** What is said of the only problem. */
  static String what(String text, Function<ConfigReader, ?> recipe) {
    List<ConfigProblem> problems = key(text, recipe).problems();
    if (problems.size() != 1) {
      throw new AssertionError("expected one problem, got " + problems);
    }
    return problems.get(0).what();
  }

  static Map<String, String> with(Map<String, String> base, String... keysAndTexts) {
    Map<String, String> all = new HashMap<>(base);
    for (int i = 0; i < keysAndTexts.length; i += 2) {
      all.put(keysAndTexts[i], keysAndTexts[i + 1]);
    }
    return all;
  }
}
