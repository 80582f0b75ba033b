package io.softstart.agent.auto;

import io.softstart.config.ConfigSource;
import java.util.List;

/** Looks variables up; what is blank is not set. */
record Variables(List<ConfigSource> sources) {
  /** {@return its text; empty if it is not set} */
  String get(String name) {
    for (ConfigSource source : sources) {
      String text = source.find(name).orElse("").strip();
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  boolean has(String name) {
    return !get(name).isEmpty();
  }
}
