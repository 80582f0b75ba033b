package io.softstart.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What is still to be deleted when the JVM ends, because nobody closed it. */
final class LastResort {
  private static final Map<Object, Runnable> CLEANUPS =
      Collections.synchronizedMap(new IdentityHashMap<>());

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(LastResort::run, "testkit-cleanup"));
  }

  private LastResort() {}

  static void add(Object owner, Runnable cleanup) {
    CLEANUPS.put(owner, cleanup);
  }

  static void remove(Object owner) {
    CLEANUPS.remove(owner);
  }

  @SuppressWarnings("CatchAndPrintStackTrace") // nobody is left to be told in a better way
  private static void run() {
    List<Runnable> cleanups;
    synchronized (CLEANUPS) {
      cleanups = new ArrayList<>(CLEANUPS.values());
    }
    for (Runnable cleanup : cleanups) {
      try {
        cleanup.run();
      } catch (RuntimeException e) {
        e.printStackTrace();
      }
    }
  }
}
