package io.softstart.crash;

import io.softstart.redact.Redactor;
import io.softstart.redact.SafeCopy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A throwable as people read it: the root cause first, what is known of it, where in the
 * application it happened, and the whole trace below. Redacted. Survives exceptions whose {@code
 * getMessage} throws or never returns, cycles, and chains without end.
 */
public final class CrashText {
  private static final Duration LIMIT = Duration.ofMillis(1_500);
  private static final int DEEPEST = 10_000;
  private static final int LONGEST_CAUSE = 2_000;
  private static final int OWN_FRAMES = 5;

  private static final String[] FOREIGN = {
    "java.",
    "javax.",
    "jdk.",
    "sun.",
    "com.sun.",
    "io.softstart.gate.",
    "io.softstart.crash.",
    "io.softstart.Startup.",
    "org.springframework.",
  };

  private final Throwable thrown;
  private final List<Throwable> chain;
  private String cause;
  private String trace;
  private String where = "";
  private @Nullable Explanation explanation;
  private SafeCopy copy;

  private CrashText(Throwable thrown) {
    this.thrown = thrown;
    chain = chainOf(thrown);
    Throwable root = chain.get(chain.size() - 1);
    String unread = "(its message cannot be read: getMessage does not return)";
    cause = nameOf(root) + ": " + unread;
    trace = nameOf(root) + ": " + unread + "\n";
    copy = SafeCopy.without(thrown, unread);
  }

  /**
   * {@return the text of a throwable} Blocks for 3 s at most.
   *
   * @param thrown what nobody caught
   * @param ports those that settings mention: one of them may be what could not be listened on
   */
  public static CrashText of(Throwable thrown, List<Integer> ports) {
    CrashText text = new CrashText(thrown);
    Fenced.run(text.new Reading(), LIMIT);
    Fenced.run(text.new Explaining(ports), LIMIT);
    return text;
  }

  /** {@return class and message of the root cause, one line} */
  public synchronized String cause() {
    return cause;
  }

  /** {@return the cause in plain words where it is a known one, else as it is} */
  synchronized String inShort() {
    Throwable root = chain.get(chain.size() - 1);
    return explanation == null
        ? cause
        : explanation.what() + " (" + root.getClass().getSimpleName() + ")";
  }

  /** {@return the throwable as it may leave the library} */
  public synchronized SafeCopy copy() {
    return copy;
  }

  /**
   * {@return the application's own method that the root cause came from; empty if none is known}
   */
  synchronized String place() {
    int end = where.indexOf('(');
    return end < 0 ? where : where.substring(0, end);
  }

  /** {@return all of it, several lines} */
  public synchronized String body() {
    StringBuilder text = new StringBuilder("  cause: ").append(cause).append('\n');
    if (explanation != null) {
      text.append("  what:  ").append(explanation.what()).append('\n');
      text.append("  to do: ").append(explanation.action()).append('\n');
    }
    if (!where.isEmpty()) {
      text.append("  where: ").append(where).append('\n');
    }
    return text.append(trace).toString();
  }

  /** Reads what the throwable says of itself. */
  private final class Reading implements Runnable {
    @Override
    public void run() {
      Throwable root = chain.get(chain.size() - 1);
      String message = oneLine(messageOf(root));
      String readCause = nameOf(root) + (message.isEmpty() ? "" : ": " + message);
      String readTrace = Trace.of(thrown);
      String readWhere = ownFrames();
      SafeCopy readCopy = SafeCopy.of(thrown);
      synchronized (CrashText.this) {
        cause = readCause;
        trace = readTrace;
        where = readWhere;
        copy = readCopy;
      }
    }
  }

  private final class Explaining implements Runnable {
    private final List<Integer> ports;

    Explaining(List<Integer> ports) {
      this.ports = ports;
    }

    @Override
    public void run() {
      Explanation known = Killers.explain(chain, ports);
      synchronized (CrashText.this) {
        explanation = known;
      }
    }
  }

  static String messageOf(Throwable thrown) {
    return cut(SafeCopy.messageOf(thrown));
  }

  static String nameOf(Throwable thrown) {
    return thrown instanceof SafeCopy safe ? safe.original() : thrown.getClass().getName();
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_CAUSE ? text : text.substring(0, LONGEST_CAUSE) + " ...";
  }

  private static String oneLine(String text) {
    return text.strip().replace('\n', ' ').replace('\r', ' ');
  }

  /** {@return the throwable and its causes, the root last; a cycle ends it} */
  private static List<Throwable> chainOf(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable t = thrown; t != null && chain.size() < DEEPEST && seen.add(t); ) {
      chain.add(t);
      t = t.getCause();
    }
    return chain;
  }

  /** The root's frames first; a root thrown by a pool's thread may hold none of ours. */
  private String ownFrames() {
    String home = packageOfMain();
    for (int i = chain.size() - 1; i >= 0; i--) {
      StackTraceElement[] frames = chain.get(i).getStackTrace();
      String own = frames(frames, home);
      own = own.isEmpty() && i == chain.size() - 1 ? frames(frames, "") : own;
      if (!own.isEmpty()) {
        return Redactor.redact(own);
      }
    }
    return "";
  }

  private static String frames(StackTraceElement[] frames, String home) {
    StringBuilder text = new StringBuilder();
    int count = 0;
    for (int i = 0; i < frames.length && count < OWN_FRAMES; i++) {
      String owner = frames[i].getClassName();
      if (owner.startsWith(home) && !isForeign(owner)) {
        text.append(count++ == 0 ? "" : "\n         ").append(Trace.frame(frames[i]));
      }
    }
    return text.toString();
  }

  private static boolean isForeign(String owner) {
    for (String prefix : FOREIGN) {
      if ((owner + ".").startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** Of {@code com.example.shop.Main} it is {@code com.example.}: two words tell who wrote it. */
  private static String packageOfMain() {
    String command = System.getProperty("sun.java.command", "");
    int end = command.indexOf(' ');
    String main = end < 0 ? command : command.substring(0, end);
    if (main.endsWith(".jar") || main.indexOf('/') >= 0) {
      return "";
    }
    int second = main.indexOf('.', main.indexOf('.') + 1);
    return main.substring(0, second < 0 ? main.lastIndexOf('.') + 1 : second + 1);
  }
}
