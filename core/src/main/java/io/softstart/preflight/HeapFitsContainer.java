package io.softstart.preflight;

import io.softstart.machine.Cgroup;
import io.softstart.text.Sizes;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The kernel kills what outgrows its container, without a message: the JVM's own limit must be
 * less.
 */
record HeapFitsContainer(Cgroup container, long largestHeap) implements Preflight {
  @Override
  public Optional<Finding> look() {
    OptionalLong limit = container.memoryLimit();
    if (limit.isEmpty() || largestHeap <= limit.getAsLong()) {
      return Optional.empty();
    }
    String granted = Sizes.text(limit.getAsLong());
    return Optional.of(
        Finding.of(
            "heap",
            "may grow to " + Sizes.text(largestHeap) + ", but the container has only " + granted,
            "less than " + granted + ": past that the kernel kills the process without a message",
            "replace -Xmx by -XX:MaxRAMPercentage=75, or give the container more memory"));
  }
}
