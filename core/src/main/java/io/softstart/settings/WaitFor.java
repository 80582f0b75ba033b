package io.softstart.settings;

import io.softstart.gate.Gate;
import io.softstart.probe.Gates;
import io.softstart.text.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Gates that the operator adds: {@code db=jdbc:postgresql://a,b/x,cache=redis://c}. */
public final class WaitFor implements Function<String, List<Gate<?>>> {
  /**
   * Reads the gates.
   *
   * @throws IllegalArgumentException if one of them cannot be used; the message names it
   */
  @Override
  public List<Gate<?>> apply(String text) {
    List<Gate<?>> gates = new ArrayList<>();
    for (String entry : entries(text)) {
      int assign = entry.indexOf('=');
      String name = assign < 0 ? "" : entry.substring(0, assign).strip();
      if (!isName(name)) {
        throw new IllegalArgumentException("entry " + (gates.size() + 1) + " is not name=url");
      }
      try {
        gates.add(Gates.fromUrl(name, entry.substring(assign + 1).strip()));
      } catch (IllegalArgumentException unusable) {
        throw new IllegalArgumentException(name + ": " + unusable.getMessage());
      }
    }
    return gates;
  }

  /** A comma separates entries only where a name and an = follow: URLs of clusters have commas. */
  private static List<String> entries(String text) {
    List<String> entries = new ArrayList<>();
    for (String piece : text.split(",", -1)) {
      int assign = piece.indexOf('=');
      boolean begins = assign > 0 && isName(piece.substring(0, assign).strip());
      if (begins || entries.isEmpty()) {
        entries.add(piece);
      } else {
        entries.set(entries.size() - 1, entries.get(entries.size() - 1) + "," + piece);
      }
    }
    return entries;
  }

  private static boolean isName(String text) {
    return !text.isEmpty() && Ascii.isMadeOf(text, "._-");
  }
}
