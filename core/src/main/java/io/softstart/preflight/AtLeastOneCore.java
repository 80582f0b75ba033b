package io.softstart.preflight;

import io.softstart.machine.Cgroup;
import java.util.Optional;
import java.util.OptionalLong;

/** A throttled process is slow in everything, handshakes and class loading too. */
record AtLeastOneCore(Cgroup container) implements Preflight {
  @Override
  public Optional<Finding> look() {
    OptionalLong limit = container.cpuLimit();
    if (limit.isEmpty() || limit.getAsLong() >= 1000) {
      return Optional.empty();
    }
    long thousandths = Math.max(1, limit.getAsLong());
    long slower = (1000 + thousandths - 1) / thousandths;
    return Optional.of(
        Finding.of(
            "CPU",
            "is limited to " + thousandths + "m, less than one core",
            "1000m, at least while starting",
            "raise the limit, or expect what fits into a time-out on a whole core to take up to "
                + slower
                + " times as long: raise time-outs too"));
  }
}
