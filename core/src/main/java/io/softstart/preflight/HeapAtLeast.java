package io.softstart.preflight;

import io.softstart.machine.Cgroup;
import io.softstart.text.Sizes;
import java.util.Optional;
import java.util.OptionalLong;

/** The heap that the application says it needs, against the one it may have. */
record HeapAtLeast(long bytes, Cgroup container, long largestHeap) implements Preflight {
  @Override
  public Optional<Finding> look() {
    if (largestHeap >= bytes) {
      return Optional.empty();
    }
    OptionalLong limit = container.memoryLimit();
    String why =
        limit.isEmpty() ? "" : " (the container has " + Sizes.text(limit.getAsLong()) + ")";
    return Optional.of(
        Finding.of(
            "heap",
            "may grow to " + Sizes.text(largestHeap) + " at most" + why,
            "at least " + Sizes.text(bytes),
            "raise -Xmx or -XX:MaxRAMPercentage (by default a quarter of the memory)"));
  }
}
