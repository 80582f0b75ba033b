package io.softstart.crash;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The default uncaught-exception handler, which belongs to the whole JVM: one delegating handler
 * however many startups there are, in front of whatever was there before, which is given back when
 * the last startup ends, unless somebody has put theirs on top meanwhile.
 */
final class UncaughtHandlers implements UncaughtExceptionHandler {
  private static final UncaughtHandlers INSTANCE = new UncaughtHandlers();

  private final List<CrashHooks> hooks = new CopyOnWriteArrayList<>();
  private volatile @Nullable UncaughtExceptionHandler former;

  private UncaughtHandlers() {}

  static void add(CrashHooks hook) {
    synchronized (INSTANCE) {
      UncaughtExceptionHandler current = Thread.getDefaultUncaughtExceptionHandler();
      if (current != INSTANCE && INSTANCE.hooks.isEmpty()) {
        INSTANCE.former = current;
        Thread.setDefaultUncaughtExceptionHandler(INSTANCE);
      }
      INSTANCE.hooks.add(hook);
    }
  }

  static void remove(CrashHooks hook) {
    synchronized (INSTANCE) {
      INSTANCE.hooks.remove(hook);
      if (INSTANCE.hooks.isEmpty() && Thread.getDefaultUncaughtExceptionHandler() == INSTANCE) {
        Thread.setDefaultUncaughtExceptionHandler(INSTANCE.former);
        INSTANCE.former = null;
      }
    }
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    CrashHooks teller = teller();
    UncaughtExceptionHandler next = former;
    if (teller != null) {
      teller.uncaught(thread, thrown);
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
  private @Nullable CrashHooks teller() {
    CrashHooks first = null;
    for (CrashHooks hook : hooks) {
      if (hook.isStarting()) {
        return hook;
      }
      first = first == null ? hook : first;
    }
    return first;
  }
}
