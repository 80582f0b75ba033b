package io.softstart.bench.faults;

import io.softstart.config.Secret;
import io.softstart.net.ServiceUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What a script tells the application under test: addresses, files, passwords. */
record Given(Map<String, String> values) {
  /** Reads {@code key=value} words. */
  static Given of(String... words) {
    Map<String, String> values = new HashMap<>();
    for (String word : words) {
      int at = word.indexOf('=');
      values.put(word.substring(0, at), word.substring(at + 1));
    }
    return new Given(Map.copyOf(values));
  }

  String text(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException(
          "the script gives no " + key + ", only " + values.keySet());
    }
    return value;
  }

  String text(String key, String orElse) {
    return values.getOrDefault(key, orElse);
  }

  ServiceUrl url() {
    return ServiceUrl.of(text("url"));
  }

  /** A secret that may change while it is waited for: read anew each time. */
  Secret secretFrom(String key) {
    try {
      return Secret.of(Files.readString(Path.of(text(key))).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
