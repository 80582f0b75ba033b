package io.softstart.log;

import java.io.File;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether stderr is a terminal on which a person wants colours. */
final class Terminal {
  private static final String ESCAPE = "\u001b[";

  private Terminal() {}

  static boolean isStderr() {
    return isTerminal(stderr());
  }

  static boolean isColoured() {
    return isColoured(System.getenv("NO_COLOR"), System.getenv("TERM"), stderr());
  }

  /** The conventions of no-color.org and of dumb terminals; containers have no TERM at all. */
  static boolean isColoured(@Nullable String noColor, @Nullable String term, String device) {
    boolean wanted = noColor == null || noColor.isEmpty();
    boolean able = term != null && !term.isEmpty() && !term.toLowerCase(Locale.ROOT).equals("dumb");
    return wanted && able && isTerminal(device);
  }

  private static boolean isTerminal(String device) {
    return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
  }

  /** {@return what stderr is on Linux; System.console() would load a line editor on new JDKs} */
  private static String stderr() {
    try {
      return new File("/proc/self/fd/2").getCanonicalPath();
    } catch (IOException unknown) {
      return "";
    }
  }

  static String colour(Level level) {
    int code =
        switch (level) {
          case INFO -> 32;
          case WARN -> 33;
          case ERROR -> 31;
        };
    return ESCAPE + code + "m" + level + ESCAPE + "0m";
  }
}
