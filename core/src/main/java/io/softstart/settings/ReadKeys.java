package io.softstart.settings;

import io.softstart.config.ConfigSource;
import io.softstart.redact.Redactor;
import io.softstart.text.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * The settings that were asked for, to be shown in a crash report and to be compared with those of
 * the next start. As a source in front of the others it only notes the keys; values are looked up
 * when something has gone wrong.
 *
 * <p>A key that was also asked for with {@code _FILE} behind it is a secret: its value is never
 * shown.
 */
public final class ReadKeys implements ConfigSource {
  private static final String FILE = "_FILE";
  private static final int LONGEST_SHOWN = 2_048;
  private static final int LONGEST_FILE = 1 << 16;
  private static final String[] SECRETIVE = {
    "PASS", "PWD", "SECRET", "TOKEN", "KEY", "CREDENTIAL", "JAAS"
  };

  private volatile List<ConfigSource> sources;
  private final Set<String> keys = new TreeSet<>();

  public ReadKeys(List<ConfigSource> sources) {
    this.sources = sources;
  }

  /** {@return the sources that answer} */
  public List<ConfigSource> sources() {
    return sources;
  }

  public void sources(List<ConfigSource> others) {
    sources = others;
  }

  /** {@return this in front of the sources that answer} */
  public List<ConfigSource> asSources() {
    List<ConfigSource> all = new ArrayList<>();
    all.add(this);
    all.addAll(sources);
    return all;
  }

  @Override
  public synchronized Optional<String> find(String key) {
    keys.add(key);
    return Optional.empty();
  }

  @Override
  public String origin(String key) {
    return key;
  }

  @Override
  public Set<String> names() {
    return Set.of();
  }

  private synchronized List<String> keys() {
    return new ArrayList<>(keys);
  }

  /**
   * {@return {@code KEY = value (origin)} for each setting that is set, by key; no secret in it}
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Value value : values()) {
      String shown = value.secret() ? Redactor.MASK : shown(value.text());
      lines.add(value.key() + " = " + shown + "  (" + value.origin() + ")");
    }
    return lines;
  }

  /**
   * A setting that is set.
   *
   * @param key as it was asked for
   * @param text its value, which may be secret
   * @param secret whether it is never shown
   * @param origin where it comes from, in words
   */
  record Value(String key, String text, boolean secret, String origin) {
    @Override
    public String toString() {
      return key;
    }
  }

  /** {@return all that are set, by key} */
  List<Value> values() {
    List<String> asked = keys();
    List<Value> values = new ArrayList<>();
    for (String key : asked) {
      for (ConfigSource source : sources) {
        Optional<String> value = valueIn(source, key);
        if (value.isPresent()) {
          values.add(new Value(key, value.get(), isSecret(key, asked), source.origin(key)));
          break;
        }
      }
    }
    return values;
  }

  /** Not whole if it is long: it was refused then, and what is secret in it is not known. */
  private static String shown(String value) {
    int length = value.length();
    return length > LONGEST_SHOWN ? "(" + length + " characters)" : Redactor.redact(value);
  }

  /** Whether one of the keys was asked for, in any form. */
  boolean isAsked(String name) {
    String wanted = Suggestion.normal(name);
    for (String key : keys()) {
      if (Suggestion.normal(key).equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  /** {@return the numbers that may be ports to listen on, each with the settings it is from} */
  public Map<Integer, String> ports() {
    Map<Integer, String> ports = new LinkedHashMap<>();
    for (Value value : values()) {
      if (value.key().toUpperCase(Locale.ROOT).contains("PORT")) {
        try {
          int port = Integer.parseInt(value.text().strip());
          ports.merge(port, value.origin(), (one, other) -> one + " or " + other);
        } catch (IllegalArgumentException notOne) {
          // or not set
        }
      }
    }
    return ports;
  }

  /**
   * {@return equal for equal settings; empty if the application asked for none of its own, since
   * then nothing is known of its configuration} The checksum of what may be shown, and eight bits
   * of a checksum of all: so few that they say nothing of a secret, and enough that 255 of 256
   * changed passwords are noticed.
   */
  public String fingerprint() {
    List<String> asked = keys();
    if (asked.stream().allMatch(key -> key.startsWith("SOFTSTART_"))) {
      return "";
    }
    CRC32 shown = new CRC32();
    CRC32 all = new CRC32();
    for (String line : lines()) {
      shown.update(line.getBytes(StandardCharsets.UTF_8));
    }
    for (String key : asked) {
      String value = value(key);
      all.update((key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8));
      if (key.endsWith(FILE) && !value.isEmpty()) {
        all.update(contentOf(value));
      }
    }
    return Long.toHexString(shown.getValue()) + "-" + Long.toHexString(all.getValue() & 0xFF);
  }

  /** {@return a checksum of the files that settings came from, or may come from} */
  public String filesChecksum() {
    CRC32 all = new CRC32();
    for (Value value : values()) {
      if (value.key().endsWith(FILE)) {
        all.update(contentOf(value.text()));
      }
    }
    for (ConfigSource source : sources) {
      for (Path file : new TreeSet<>(source.files())) {
        all.update(contentOf(file.toString()));
      }
    }
    return Long.toHexString(all.getValue());
  }

  private static boolean isSecret(String key, List<String> asked) {
    if (asked.contains(key + FILE)) {
      return true;
    }
    String upper = key.toUpperCase(Locale.ROOT);
    for (String word : SECRETIVE) {
      if (upper.contains(word) && !upper.endsWith(FILE)) {
        return true;
      }
    }
    return false;
  }

  private String value(String key) {
    for (ConfigSource source : sources) {
      Optional<String> value = valueIn(source, key);
      if (value.isPresent()) {
        return value.get();
      }
    }
    return "";
  }

  private static Optional<String> valueIn(ConfigSource source, String key) {
    try {
      return source.find(key);
    } catch (RuntimeException broken) { // was reported as a problem of the configuration
      return Optional.empty();
    }
  }

  private static byte[] contentOf(String file) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return in.readNBytes(LONGEST_FILE);
    } catch (IOException | RuntimeException unreadable) {
      return new byte[0];
    }
  }
}
