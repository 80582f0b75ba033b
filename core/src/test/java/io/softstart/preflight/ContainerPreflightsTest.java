package io.softstart.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.machine.Cgroup;
import io.softstart.machine.Machine;
import io.softstart.machine.Staged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks against the limits of containers. */
class ContainerPreflightsTest {
  private static final long MB = 1 << 20;

  @TempDir Path root;

  @Test
  void aHeapAboveTheContainersMemory() throws IOException {
    Cgroup small = Staged.cgroup(root, "0::/\n", "memory.max", "268435456\n");
    assertThat(new HeapFitsContainer(small, 256 * MB).look()).isEmpty();
    Finding finding = new HeapFitsContainer(small, 1024 * MB).look().orElseThrow();
    assertThat(finding.subject() + " " + finding.found())
        .isEqualTo("heap may grow to 1 GB, but the container has only 256 MB");
    assertThat(finding.action()).contains("-XX:MaxRAMPercentage=75");
    assertThat(
            new HeapFitsContainer(new Cgroup(new Machine(root.resolve("none"))), Long.MAX_VALUE)
                .look())
        .isEmpty();
  }

  @Test
  void aHeapBelowTheNeed() throws IOException {
    Cgroup small = Staged.cgroup(root, "0::/\n", "memory.max", "268435456\n");
    assertThat(new HeapAtLeast(64 * MB, small, 64 * MB).look()).isEmpty();
    Finding finding = new HeapAtLeast(512 * MB, small, 64 * MB).look().orElseThrow();
    assertThat(finding.found()).isEqualTo("may grow to 64 MB at most (the container has 256 MB)");
    assertThat(finding.needed()).isEqualTo("at least 512 MB");
  }

  @Test
  void lessThanACore() throws IOException {
    Cgroup quarter = Staged.cgroup(root, "0::/\n", "cpu.max", "25000 100000\n");
    Finding finding = new AtLeastOneCore(quarter).look().orElseThrow();
    assertThat(finding.found()).isEqualTo("is limited to 250m, less than one core");
    assertThat(finding.action()).contains("up to 4 times as long");
    Staged.machine(root, "sys/fs/cgroup/cpu.max", "100000 100000\n");
    assertThat(new AtLeastOneCore(quarter).look()).isEqualTo(Optional.empty());
  }
}
