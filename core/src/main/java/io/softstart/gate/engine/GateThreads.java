package io.softstart.gate.engine;

import io.softstart.fence.Fence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A daemon thread for each gate, started as soon as the system has one to give. For callers that
 * hold the engine's lock.
 */
final class GateThreads {
  private final Map<GateRunner<?>, Thread> threads = new LinkedHashMap<>();

  /** Makes a gate's thread, which {@link #startAll} starts. */
  void add(GateRunner<?> runner, @Nullable ClassLoader loader) {
    threads.put(runner, daemon(runner, runner.gate().name(), loader));
  }

  /** {@return a daemon thread that inherits nothing but this class loader} */
  static Thread daemon(Runnable work, String name, @Nullable ClassLoader loader) {
    Thread thread = new Thread(null, work, "softstart-" + name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    return thread;
  }

  /** Starts what was not started; returns false where the system has no thread to give now. */
  boolean startAll() {
    for (Thread thread : threads.values()) {
      if (isNew(thread) && !Fence.begin(thread)) {
        return false; // it passes; await tries again
      }
    }
    return true;
  }

  private static boolean isNew(@Nullable Thread thread) {
    return thread != null && thread.getState() == Thread.State.NEW;
  }

  /** Ends gates that had no thread until the deadline, unless held; returns whether any was. */
  boolean endUnstarted(WaitLimits limits) {
    boolean any = false;
    for (GateRunner<?> runner : List.copyOf(threads.keySet())) {
      if (isNew(threads.get(runner)) && !runner.gate().holds(limits)) {
        threads.remove(runner);
        runner.neverRan();
        any = true;
      }
    }
    return any;
  }

  /** Ends a gate that is not open. */
  void cancel(GateRunner<?> runner) {
    runner.cancel();
    Thread thread = threads.get(runner);
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Ends a gate, closes what it has opened, and forgets its thread. */
  void drop(GateRunner<?> runner) {
    cancel(runner);
    threads.remove(runner);
    Resources owned = runner.state().drop();
    if (owned != null) {
      owned.close(); // returns at once
    }
  }
}
