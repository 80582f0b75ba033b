package io.softstart.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads rules as data: each begins with {@code [name]}, {@code key value} lines follow, and a
 * {@code #} begins a comment line. Without regular expressions and lambdas: their classes have no
 * room where the memory for classes is full.
 */
public final class Stanzas {
  private Stanzas() {}

  /**
   * Reads all stanzas.
   *
   * @param resource what to call them in an error
   * @param in the text, UTF-8; closed here. Null, as for a resource that is missing, is refused
   * @param keys those that may stand there
   * @return each stanza by its keys, {@code name} among them, in their order
   * @throws IllegalStateException if they are missing, unreadable or malformed
   */
  public static List<Map<String, String>> read(
      String resource, @Nullable InputStream in, List<String> keys) {
    if (in == null) {
      throw new IllegalStateException("no rules " + resource);
    }
    String text;
    try (in) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new IllegalStateException(resource + ": " + unreadable.getMessage(), unreadable);
    }
    List<Map<String, String>> stanzas = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end;
      String line = text.substring(from, end).strip();
      from = end + 1;
      if (line.startsWith("[")) {
        Map<String, String> stanza = new HashMap<>();
        stanza.put("name", line.substring(1, line.length() - 1));
        stanzas.add(stanza);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        int blank = line.indexOf(' ');
        String key = blank < 0 ? line : line.substring(0, blank);
        if (stanzas.isEmpty() || blank < 0 || !keys.contains(key)) {
          throw new IllegalStateException(resource + ": unknown or without a value: " + line);
        }
        Map<String, String> stanza = stanzas.get(stanzas.size() - 1);
        if (stanza.put(key, line.substring(blank).strip()) != null) {
          throw new IllegalStateException(resource + ": doubled: " + line);
        }
      }
    }
    return stanzas;
  }

  /**
   * {@return what a stanza has for a key}
   *
   * @param stanza one of those that were read
   * @param key which must be there
   * @param resource what to call them in an error
   */
  public static String needed(Map<String, String> stanza, String key, String resource) {
    String value = stanza.get(key);
    if (value == null) {
      throw new IllegalStateException(resource + ": no '" + key + "' in " + stanza);
    }
    return value;
  }
}
