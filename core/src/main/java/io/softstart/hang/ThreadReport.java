package io.softstart.hang;

import io.softstart.redact.ThrowableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Stacks of the thread that starts the application and of those that do something; redacted. */
public final class ThreadReport {
  private static final int THREADS = 8;
  private static final int FRAMES = 40;

  private ThreadReport() {}

  /**
   * {@return the stacks, several lines} The first is that of {@code first}; behind it stand threads
   * that run or are blocked, or in which the application's own code is.
   *
   * @param first the thread that starts the application
   */
  public static String of(Thread first) {
    StringBuilder text = new StringBuilder();
    add(text, first, first.getStackTrace());
    List<Thread> others = new ArrayList<>();
    Map<Thread, StackTraceElement[]> all = Thread.getAllStackTraces();
    for (Map.Entry<Thread, StackTraceElement[]> each : all.entrySet()) {
      if (each.getKey() != first && matters(each.getKey(), each.getValue())) {
        others.add(each.getKey());
      }
    }
    for (Thread each : others.subList(0, Math.min(THREADS, others.size()))) {
      add(text, each, all.getOrDefault(each, new StackTraceElement[0]));
    }
    return text.toString();
  }

  private static boolean matters(Thread thread, StackTraceElement[] frames) {
    if (frames.length == 0 || thread.getName().startsWith("softstart-")) {
      return false;
    }
    ThreadGroup group = thread.getThreadGroup();
    boolean application = group != null && !group.getName().equals("system");
    return application
        && (thread.getState() == Thread.State.BLOCKED
            || thread.getState() == Thread.State.RUNNABLE
            || OwnCode.innermost(frames) >= 0);
  }

  private static void add(StringBuilder text, Thread thread, StackTraceElement[] frames) {
    text.append("  thread ").append(ThrowableText.nameOf(thread)).append(" (");
    text.append(thread.getState()).append(")\n");
    for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
      text.append("    at ").append(ThrowableText.of(frames[i])).append('\n');
    }
    if (frames.length > FRAMES) {
      text.append("    ... ").append(frames.length - FRAMES).append(" more\n");
    }
  }
}
