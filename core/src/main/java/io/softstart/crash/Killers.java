package io.softstart.crash;

import io.softstart.machine.ClassPath;
import io.softstart.machine.Machine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The common ways to die, each with its own reason and cure; loaded when somebody dies. */
final class Killers {
  private static final Killer[] KNOWN = {
    new ClassPathKiller(),
    new JavaVersionKiller(),
    new MemoryKiller(),
    new PortKiller(),
    new FileKiller(),
    new CodeKiller(),
  };

  private Killers() {}

  /** Asks about each throwable of a chain, the root cause first. */
  static @Nullable Explanation explain(List<Throwable> chain, List<Integer> settings) {
    List<Integer> ports = new ArrayList<>();
    for (Throwable thrown : chain.subList(0, Math.min(chain.size(), 10))) {
      addPorts(CrashText.messageOf(thrown), ports);
    }
    ports.addAll(settings);
    return explain(chain, new CrashScene(Machine.here(), ClassPath.ofThisJvm(), ports));
  }

  static @Nullable Explanation explain(List<Throwable> chain, CrashScene scene) {
    for (int i = chain.size() - 1; i >= 0; i--) {
      Throwable thrown = chain.get(i);
      String message = CrashText.messageOf(thrown);
      for (Killer killer : KNOWN) {
        Explanation found = killer.explain(thrown, message, scene);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** Adds the numbers behind "port " and ":", if they can be ports. */
  static void addPorts(String text, List<Integer> ports) {
    int number = 0;
    boolean counts = false;
    for (int i = 0; i <= text.length(); i++) {
      int digit = i < text.length() ? Character.digit(text.charAt(i), 10) : -1;
      if (digit >= 0) {
        counts = number > 0 ? counts : i > 0 && ": =".indexOf(text.charAt(i - 1)) >= 0;
        number = Math.min(number * 10 + digit, 1_000_000);
      } else {
        if (counts && number > 0 && number < 65_536 && !ports.contains(number)) {
          ports.add(number);
        }
        number = 0;
        counts = false;
      }
    }
  }
}
