package io.softstart.crash;

import io.softstart.fence.Fence;
import io.softstart.hang.OwnCode;
import io.softstart.machine.ClassPath;
import io.softstart.machine.Machine;
import io.softstart.redact.RedactedThrowable;
import io.softstart.redact.RedactedTrace;
import io.softstart.redact.ThrowableText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A throwable as people read it: the root cause first, what is known of it, where in the
 * application it happened, and the whole trace below. Redacted. Survives exceptions whose {@code
 * getMessage} throws or never returns, cycles, and chains without end.
 */
public final class CrashText {
  private static final String THREAD = "softstart-crash-text";
  private static final Duration LIMIT = Duration.ofMillis(1_500);

  /** What to do about an exception that no rule knows. */
  private static final String UNKNOWN_CAUSE =
      "fix what the trace below names; a restart helps only if the cause was temporary";

  private static final int DEEPEST = 10_000;
  private static final int OWN_FRAMES = 5;
  private static final int LONGEST_TRACE = 60_000;
  private static final String UNREAD = "(its message cannot be read: getMessage does not return)";
  private static final String NO_CAUSES = "(its causes cannot be read: getCause does not return)";

  private final Throwable thrown;

  /** The throwable alone until its causes are read, which are somebody else's code. */
  private volatile List<Throwable> chain;

  private volatile boolean causesAreRead;
  private String cause;
  private String trace;
  private String where = "";
  private @Nullable Advice advice;
  private RedactedThrowable copy;

  private CrashText(Throwable thrown) {
    this.thrown = thrown;
    chain = List.of(thrown);
    cause = RedactedThrowable.nameOf(thrown) + ": " + UNREAD;
    trace = cause + "\n";
    copy = RedactedThrowable.without(thrown, UNREAD);
  }

  /**
   * {@return the text of a throwable} Blocks for 3 s at most.
   *
   * @param thrown what nobody caught
   * @param ports those that settings mention, with their origins: one of them may be what could not
   *     be listened on
   * @param statusPort where Softstart shows its status; 0 for nowhere
   */
  public static CrashText of(Throwable thrown, Map<Integer, String> ports, int statusPort) {
    CrashText text = new CrashText(thrown);
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Fence.startOrHere(THREAD, loader, text.new Reading()).awaitUninterruptibly(LIMIT);
    Callable<Void> explaining = text.new Explaining(ports, statusPort);
    Fence.startOrHere(THREAD, loader, explaining).awaitUninterruptibly(LIMIT);
    return text;
  }

  /** {@return class and message of the root cause, one line} */
  public synchronized String cause() {
    return cause;
  }

  /** {@return the cause in plain words where it is a known one, else as it is} */
  synchronized String inShort() {
    Throwable root = root();
    return advice == null ? cause : advice.what() + " (" + root.getClass().getSimpleName() + ")";
  }

  /** {@return the throwable as it may leave the library} */
  public synchronized RedactedThrowable copy() {
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
  synchronized String body() {
    return body("");
  }

  /** {@return the same for a process that ends: whether a restart helps too} */
  public synchronized String lastBody() {
    return body(UNKNOWN_CAUSE);
  }

  /**
   * {@return the end of a process by it}
   *
   * @param absence what the report says where nothing else is kept; may be empty
   */
  synchronized Ending ending(String title, String absence) {
    String body = lastBody() + absence;
    return new Ending(Ending.CRASHED, title, inShort(), place(), body, "");
  }

  /** {@return the same} Where the cause is not a known one, it says to do this. */
  synchronized String body(String otherwise) {
    StringBuilder text = new StringBuilder("  cause: ").append(cause).append('\n');
    if (advice != null) {
      text.append("  what:  ").append(advice.what()).append('\n');
      text.append("  to do: ").append(advice.toDo());
      text.append(otherwise.isEmpty() ? "\n" : ". A restart helps once that is done\n");
    } else if (!otherwise.isEmpty()) {
      text.append("  to do: ").append(otherwise).append('\n');
    }
    if (!where.isEmpty()) {
      text.append("  where: ").append(where).append('\n');
    }
    return text.append(trace).toString();
  }

  private Throwable root() {
    List<Throwable> known = chain;
    return known.get(known.size() - 1);
  }

  private static String saidBy(Throwable thrown) {
    String message = ThrowableText.oneLine(ThrowableText.messageOf(thrown));
    return RedactedThrowable.nameOf(thrown) + (message.isEmpty() ? "" : ": " + message);
  }

  private synchronized void say(String known) {
    cause = known;
    trace = known + "\n";
  }

  /** Reads what the throwable says of itself. */
  private final class Reading implements Callable<Void> {
    @Override
    public @Nullable Void call() {
      chain = chainOf(thrown);
      causesAreRead = true;
      Throwable root = root();
      say(RedactedThrowable.nameOf(root) + ": " + UNREAD);
      say(saidBy(root)); // first, since a throwable further out may hang
      String readTrace = RedactedTrace.of(thrown, LONGEST_TRACE);
      String readWhere = ownFrames();
      RedactedThrowable readCopy = RedactedThrowable.of(thrown);
      synchronized (CrashText.this) {
        trace = readTrace;
        where = readWhere;
        copy = readCopy;
      }
      return null;
    }
  }

  private final class Explaining implements Callable<Void> {
    private final Map<Integer, String> ports;
    private final int statusPort;

    Explaining(Map<Integer, String> ports, int statusPort) {
      this.ports = ports;
      this.statusPort = statusPort;
    }

    @Override
    public @Nullable Void call() {
      if (!causesAreRead) {
        say(saidBy(thrown) + " " + NO_CAUSES);
      }
      List<Integer> said = new ArrayList<>();
      for (Throwable each : chain.subList(0, Math.min(chain.size(), 10))) {
        addPorts(ThrowableText.messageOf(each), said);
      }
      Map<Integer, String> all = new LinkedHashMap<>();
      for (int port : said) {
        all.put(port, "");
      }
      all.putAll(ports); // in the place that it has
      if (statusPort > 0) {
        all.putIfAbsent(statusPort, "");
      }
      ClassPath classPath = ClassPath.ofThisJvm();
      Advice known =
          CrashRules.explain(chain, new CrashScene(Machine.here(), classPath, all, statusPort));
      synchronized (CrashText.this) {
        advice = known;
      }
      return null;
    }
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

  /** {@return the throwable and its causes, the root last; a cycle ends it} */
  private static List<Throwable> chainOf(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable t = thrown; t != null && chain.size() < DEEPEST && seen.add(t); ) {
      chain.add(t);
      t = RedactedThrowable.causeOf(t);
    }
    return chain;
  }

  /** The root's frames first; a root thrown by a pool's thread may hold none of ours. */
  private String ownFrames() {
    String home = OwnCode.packageOfMain();
    for (int i = chain.size() - 1; i >= 0; i--) {
      StackTraceElement[] frames = RedactedThrowable.framesOf(chain.get(i));
      String own = frames(frames, home);
      own = own.isEmpty() && i == chain.size() - 1 ? frames(frames, "") : own;
      if (!own.isEmpty()) {
        return own;
      }
    }
    return "";
  }

  private static String frames(StackTraceElement[] frames, String home) {
    StringBuilder text = new StringBuilder();
    int count = 0;
    for (int i = 0; i < frames.length && count < OWN_FRAMES; i++) {
      String owner = frames[i].getClassName();
      if (owner.startsWith(home) && !OwnCode.isForeign(owner)) {
        text.append(count++ == 0 ? "" : "\n         ").append(ThrowableText.of(frames[i]));
      }
    }
    return text.toString();
  }
}
