package io.softstart.hang;

import io.softstart.redact.Redactor;
import io.softstart.text.Sizes;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM knows of its threads through its management beans. An image of modules may lack
 * {@code java.management}: each answer is empty then.
 */
final class Jvm {
  private static final int DEADLOCKED = 10;
  private static final String ADVICE = "break the cycle: take the locks in one order everywhere";

  private Jvm() {}

  /** {@return the deadlock that the JVM sees} */
  static Because deadlock() {
    try {
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long[] ids = threads.findDeadlockedThreads();
      return ids == null
          ? Because.UNKNOWN
          : new Because(deadlock(threads.getThreadInfo(ids)), ADVICE);
    } catch (RuntimeException | LinkageError without) {
      return Because.UNKNOWN;
    }
  }

  private static String deadlock(@Nullable ThreadInfo[] all) {
    StringBuilder text = new StringBuilder("deadlock: ");
    String separator = "";
    for (int i = 0; i < Math.min(all.length, DEADLOCKED); i++) {
      ThreadInfo each = all[i];
      if (each != null) {
        text.append(separator).append(name(each.getThreadName())).append(" waits for");
        text.append(lock(each)).append(heldBy(each));
        separator = "; ";
      }
    }
    return text.toString();
  }

  private static String lock(ThreadInfo thread) {
    LockInfo lock = thread.getLockInfo();
    return lock == null ? " a lock" : " " + lock.getClassName();
  }

  private static String heldBy(ThreadInfo thread) {
    String owner = thread.getLockOwnerName();
    return owner == null ? "" : ", held by " + name(owner);
  }

  private static String name(String thread) {
    return Redactor.redact(thread);
  }

  /** {@return what a blocked thread waits for, and who holds it} */
  static Because lockOf(Thread thread) {
    try {
      ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId());
      return info == null || info.getLockOwnerName() == null
          ? Because.UNKNOWN
          : new Because(
              "it waits for" + lock(info) + heldBy(info), "look at what the holder is doing");
    } catch (RuntimeException | LinkageError without) {
      return Because.UNKNOWN;
    }
  }

  /** {@return CPU time in ns; -1 if it cannot be measured} */
  static long cpu(Thread thread) {
    try {
      return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
    } catch (RuntimeException | LinkageError without) {
      return -1;
    }
  }

  /** {@return the time that collections of garbage have taken so far, in ms} */
  static long collecting() {
    long all = 0;
    try {
      for (GarbageCollectorMXBean each : ManagementFactory.getGarbageCollectorMXBeans()) {
        all += Math.max(0, each.getCollectionTime());
      }
    } catch (RuntimeException | LinkageError without) {
      return 0;
    }
    return all;
  }

  static Because collects(long percent) {
    Runtime runtime = Runtime.getRuntime();
    return new Because(
        "the garbage collector takes "
            + percent
            + " % of the time: "
            + Sizes.text(runtime.totalMemory() - runtime.freeMemory())
            + " of at most "
            + Sizes.text(runtime.maxMemory())
            + " of heap are in use",
        "raise the heap (-Xmx) or the memory of the container, or load less");
  }

  /** {@return whether a debugger may have suspended threads} */
  static Because debugger() {
    try {
      for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
        if (argument.contains("jdwp")) {
          return new Because(
              "a debugger may be attached (" + "jdwp), and may have suspended it",
              "resume it there");
        }
      }
    } catch (RuntimeException | LinkageError without) {
      return Because.UNKNOWN;
    }
    return Because.UNKNOWN;
  }
}
