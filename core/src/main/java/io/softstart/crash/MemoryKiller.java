package io.softstart.crash;

import io.softstart.machine.Machine;
import io.softstart.text.Sizes;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Out of memory, by kind: each has another limit and another cure. */
final class MemoryKiller implements Killer {
  @Override
  public @Nullable Explanation explain(Throwable thrown, String message, CrashScene scene) {
    if (!(thrown instanceof OutOfMemoryError)) {
      return null;
    }
    Machine machine = scene.machine();
    if (message.contains("native thread")) {
      return threads(machine);
    }
    if (message.contains("Metaspace") || message.contains("class space")) {
      return new Explanation(
          "there is no room for more classes: " + message,
          (message.contains("class space")
                  ? "raise -XX:CompressedClassSpaceSize; if"
                  : "raise -XX:MaxMetaspaceSize; if")
              + " it fills up again, look for what defines classes or class loaders without end");
    }
    if (message.contains("irect buffer")) {
      return new Explanation(
          "there is no room for more direct buffers: " + message,
          "raise -XX:MaxDirectMemorySize, within the container's limit" + container(machine));
    }
    if (message.contains("array size")) {
      return new Explanation(
          "an array was asked for that no JVM can have", "look at the frame that made it");
    }
    return heap(machine);
  }

  private static Explanation heap(Machine machine) {
    long heap = Runtime.getRuntime().maxMemory();
    OptionalLong limit = machine.cgroup().memoryLimit();
    String what = "the heap is full: it may hold " + Sizes.text(heap) + container(machine);
    boolean room = limit.isPresent() && limit.getAsLong() > heap / 3 * 4;
    return new Explanation(
        what,
        room
            ? "give the heap more of the container with -XX:MaxRAMPercentage=75, or find what"
                + " fills it with -XX:+HeapDumpOnOutOfMemoryError"
            : "raise -Xmx (and the container's limit with it), or find what fills it with"
                + " -XX:+HeapDumpOnOutOfMemoryError");
  }

  private static Explanation threads(Machine machine) {
    StringBuilder what = new StringBuilder("the system gives no more threads");
    append(what, "this process has ", machine.threads());
    append(what, "the container may have ", machine.cgroup().taskLimit());
    append(what, "this user may have ", machine.userTaskLimit());
    return new Explanation(
        what.toString(),
        "look for what starts threads without end; else raise the limit (pids of the container,"
            + " ulimit -u), or shrink the heap to leave room for stacks");
  }

  private static void append(StringBuilder text, String words, OptionalLong number) {
    if (number.isPresent()) {
      text.append(text.indexOf(":") < 0 ? ": " : ", ").append(words).append(number.getAsLong());
    }
  }

  private static String container(Machine machine) {
    OptionalLong limit = machine.cgroup().memoryLimit();
    return limit.isPresent() ? " (the container: " + Sizes.text(limit.getAsLong()) + ")" : "";
  }
}
