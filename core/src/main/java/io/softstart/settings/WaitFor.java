package io.softstart.settings;

import io.softstart.gate.AnyGate;
import io.softstart.probe.Gates;
import io.softstart.probe.url.GateFactories;
import io.softstart.text.Ascii;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gates that the operator adds: {@code db=jdbc:postgresql://a,b/x,cache=redis://c}. */
public final class WaitFor implements Function<String, List<AnyGate<?>>> {
  /** More options of a driver than anybody sets. */
  private static final int MOST_SEMICOLONS = 64;

  /** Longer than any list of gates that somebody writes. */
  private static final int LONGEST = 16_384;

  /** Asks the agent for the gates of the usual variables. */
  private static final String AUTO = "auto";

  private boolean asksTheAgent;

  /** {@return whether the text read asks for gates that only the agent makes} */
  boolean asksTheAgent() {
    return asksTheAgent;
  }

  /**
   * Reads the gates. An {@code auto} in front is passed over.
   *
   * @throws IllegalArgumentException if one of them cannot be used; the message names all of these
   */
  @Override
  public List<AnyGate<?>> apply(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("it is longer than " + LONGEST + " characters");
    }
    Map<String, AnyGate<?>> gates = new LinkedHashMap<>();
    List<String> faults = new ArrayList<>();
    List<String> entries = entries(text, faults);
    asksTheAgent = !entries.isEmpty() && entries.get(0).strip().equalsIgnoreCase(AUTO);
    for (int i = asksTheAgent ? 1 : 0; i < entries.size(); i++) {
      add(entries.get(i), i + 1, gates, faults);
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", faults));
    }
    return List.copyOf(gates.values());
  }

  private static void add(
      String entry, int number, Map<String, AnyGate<?>> gates, List<String> faults) {
    String name = nameIn(entry);
    if (name == null) {
      faults.add("entry " + number + " is not name=url");
      return;
    }
    String url = entry.substring(entry.indexOf('=') + 1).strip();
    if (url.indexOf('\n') >= 0 || url.indexOf('\r') >= 0) {
      faults.add(name + ": a comma separates gates, not the end of a line");
      return;
    }
    String swallowed = gateBehindSemicolon(url);
    if (swallowed != null) {
      faults.add(name + ": a comma separates gates, not the semicolon before " + swallowed);
      return;
    }
    try {
      if (gates.put(name, Gates.fromUrl(name, url)) != null) {
        faults.add("two gates are called " + name);
      }
    } catch (IllegalArgumentException unusable) {
      faults.add(name + ": " + unusable.getMessage());
    } catch (RuntimeException | LinkageError defect) {
      faults.add(name + ": cannot be made: " + defect.getClass().getSimpleName());
    }
  }

  /**
   * A comma separates entries only where a name, an = and a URL follow: URLs have commas of their
   * own, between hosts, and before options of a driver.
   */
  private static List<String> entries(String text, List<String> faults) {
    List<String> entries = new ArrayList<>();
    StringBuilder entry = new StringBuilder();
    boolean first = true;
    for (String piece : text.split(",", -1)) {
      if (piece.isBlank()) { // an empty one says nothing of the entry beside it
        if (faults.isEmpty()) {
          faults.add("an entry between its commas is empty");
        }
        continue;
      }
      boolean behindAuto = entries.isEmpty() && entry.toString().strip().equalsIgnoreCase(AUTO);
      if (!first && (behindAuto || beginsGate(piece))) {
        entries.add(entry.toString());
        entry.setLength(0);
      } else if (!first) {
        entry.append(',');
      }
      entry.append(piece);
      first = false;
    }
    if (!first || faults.isEmpty()) {
      entries.add(entry.toString());
    }
    return entries;
  }

  private static boolean beginsGate(String piece) {
    String url = piece.substring(piece.indexOf('=') + 1).strip();
    int colon = url.indexOf(':');
    return nameIn(piece) != null
        && colon > 0
        && Ascii.isMadeOf(url.substring(0, colon), "+-.")
        && (url.startsWith("//", colon + 1) || url.startsWith("jdbc") || url.startsWith("file:"));
  }

  /** Returns the name before the first =; null if there is none. */
  private static @Nullable String nameIn(String entry) {
    int assign = entry.indexOf('=');
    String name = assign < 0 ? "" : entry.substring(0, assign).strip();
    return !name.isEmpty() && Ascii.isMadeOf(name, "._-") ? name : null;
  }

  /**
   * Returns the name of a gate that was put behind a semicolon, and so into the URL before it; null
   * if there is none. Drivers have options behind semicolons, some of which are web addresses.
   */
  private static @Nullable String gateBehindSemicolon(String url) {
    int at = url.indexOf(';');
    for (int i = 0; at >= 0 && i < MOST_SEMICOLONS; i++) {
      String name = nameIn(url.substring(at + 1, endOf(url, at + 1)));
      if (name != null && isGate(url, url.substring(url.indexOf('=', at) + 1).strip())) {
        return name;
      }
      at = url.indexOf(';', at + 1);
    }
    return null;
  }

  private static int endOf(String url, int from) {
    int end = url.indexOf(';', from);
    return end < 0 ? url.length() : end;
  }

  private static boolean isGate(String before, String url) {
    int colon = url.indexOf(':');
    if (colon < 1 || (before.startsWith("jdbc:") && url.startsWith("http"))) {
      return false;
    }
    try {
      GateFactories.forUrl(url.substring(0, colon + 1));
      return true;
    } catch (IllegalArgumentException noGate) {
      return false;
    }
  }
}
