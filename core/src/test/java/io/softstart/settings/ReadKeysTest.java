package io.softstart.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.config.ConfigReader;
import io.softstart.config.ConfigSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadKeysTest {
  @TempDir Path files;

  private static ReadKeys read(Map<String, String> values) {
    ReadKeys seen = new ReadKeys(List.of(ConfigSources.of("test", values)));
    ConfigReader.read(
        seen.asSources(),
        env ->
            env.string("REGION").orElse("eu")
                + env.integer("HTTP_PORT").orElse(80)
                + env.secret("PIN").optional());
    return seen;
  }

  private static Map<String, String> with(String key, String value) {
    Map<String, String> values = new HashMap<>(Map.of("REGION", "us", "PIN", "123"));
    values.put(key, value);
    return values;
  }

  @Test
  void whatWasReadIsShownButNoSecretHoweverShort() {
    ReadKeys seen = read(with("HTTP_PORT", "8080"));
    assertThat(seen.lines()).hasSize(3).anyMatch(line -> line.startsWith("PIN = ***  ("));
    assertThat(seen.lines()).anyMatch(line -> line.startsWith("REGION = us  ("));
    assertThat(seen.ports()).containsExactly(Map.entry(8080, "HTTP_PORT in test"));
  }

  @Test
  void aChangeIsNoticedInValuesAndInWhatAFileHolds() throws IOException {
    String before = read(with("REGION", "us")).fingerprint();
    assertThat(read(with("REGION", "us")).fingerprint()).isEqualTo(before);
    assertThat(read(with("REGION", "eu")).fingerprint()).isNotEqualTo(before);
    assertThat(read(with("PIN", "124")).fingerprint()).isNotEqualTo(before);

    Path file = Files.writeString(files.resolve("pin"), "123");
    Map<String, String> mounted = Map.of("PIN_FILE", file.toString());
    String first = read(mounted).fingerprint();
    Files.writeString(file, "124");
    assertThat(read(mounted).fingerprint()).isNotEqualTo(first);
  }

  @Test
  void aFingerprintSaysAtMostEightBitsOfASecret() {
    Set<String> prints = new HashSet<>();
    for (int pin = 0; pin < 5_000; pin++) {
      prints.add(read(with("PIN", "pin" + pin)).fingerprint());
    }
    assertThat(prints).hasSizeBetween(100, 256);
  }
}
