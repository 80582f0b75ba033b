package io.softstart.crash;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The default uncaught-exception handler, which belongs to the whole JVM: one delegating handler
 * for all startups, in front of the handler that was there before. That one is given back when the
 * last startup ends, unless somebody has put theirs on top meanwhile.
 */
final class UncaughtHandlers implements UncaughtExceptionHandler {
  private static final UncaughtHandlers INSTANCE = new UncaughtHandlers();

  /** Replaced as a whole, in the order of the startups. */
  private volatile Map<UncaughtExceptionHandler, Situation> startups = new LinkedHashMap<>();

  private volatile @Nullable UncaughtExceptionHandler former;

  private UncaughtHandlers() {}

  static void add(UncaughtExceptionHandler handler, Situation situation) {
    synchronized (INSTANCE) {
      UncaughtExceptionHandler current = Thread.getDefaultUncaughtExceptionHandler();
      if (current != INSTANCE && INSTANCE.startups.isEmpty()) {
        INSTANCE.former = current;
        Thread.setDefaultUncaughtExceptionHandler(INSTANCE);
      }
      Map<UncaughtExceptionHandler, Situation> more = new LinkedHashMap<>(INSTANCE.startups);
      more.put(handler, situation);
      INSTANCE.startups = more;
    }
  }

  static void remove(UncaughtExceptionHandler handler) {
    synchronized (INSTANCE) {
      Map<UncaughtExceptionHandler, Situation> fewer = new LinkedHashMap<>(INSTANCE.startups);
      fewer.remove(handler);
      INSTANCE.startups = fewer;
      if (fewer.isEmpty() && Thread.getDefaultUncaughtExceptionHandler() == INSTANCE) {
        Thread.setDefaultUncaughtExceptionHandler(INSTANCE.former);
        INSTANCE.former = null;
      }
    }
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    UncaughtExceptionHandler teller = teller();
    UncaughtExceptionHandler next = former;
    if (teller != null) {
      teller.uncaughtException(thread, thrown);
    }
    if (next != null) {
      next.uncaughtException(thread, thrown);
    } else if (teller == null) {
      // what the JVM does when there is no default handler; its own method would call us again
      System.err.print("Exception in thread \"" + thread.getName() + "\" ");
      thrown.printStackTrace();
    }
  }

  /** One that is still starting has more to lose. */
  private @Nullable UncaughtExceptionHandler teller() {
    UncaughtExceptionHandler first = null;
    for (Map.Entry<UncaughtExceptionHandler, Situation> entry : startups.entrySet()) {
      if (!entry.getValue().wasReady()) {
        return entry.getKey();
      }
      first = first == null ? entry.getKey() : first;
    }
    return first;
  }
}
