package io.softstart.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits of containers, from files as the kernel writes them. */
class ContainerTest {
  private static final long MB = 1 << 20;

  @TempDir Path root;

  private Container container(String ownGroups, String... filesAndTexts) throws IOException {
    write("proc/self/cgroup", ownGroups);
    for (int i = 0; i < filesAndTexts.length; i += 2) {
      write("sys/fs/cgroup/" + filesAndTexts[i], filesAndTexts[i + 1]);
    }
    return new Container(root);
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void versionTwoInsideOfAContainer() throws IOException {
    Container container =
        container("0::/\n", "memory.max", "268435456\n", "cpu.max", "25000 100000\n");
    assertThat(container.memoryLimit()).hasValue(256 * MB);
    assertThat(container.cpuLimit()).hasValue(250);
  }

  @Test
  void versionTwoTheTightestLimitAboveCounts() throws IOException {
    Container container =
        container(
            "0::/system.slice/orders.service\n",
            "system.slice/orders.service/memory.max",
            "max\n",
            "system.slice/orders.service/cpu.max",
            "max 100000\n",
            "system.slice/memory.max",
            "1073741824\n");
    assertThat(container.memoryLimit()).hasValue(1024 * MB);
    assertThat(container.cpuLimit()).isEmpty();
  }

  @Test
  void versionOneWithThePathOfTheHost() throws IOException {
    Container container =
        container(
            "11:memory:/docker/0a1b\n4:cpu,cpuacct:/docker/0a1b\n1:name=systemd:/docker/0a1b\n",
            "memory/memory.limit_in_bytes",
            "268435456\n",
            "cpu/cpu.cfs_quota_us",
            "150000\n",
            "cpu/cpu.cfs_period_us",
            "100000\n");
    assertThat(container.memoryLimit()).hasValue(256 * MB);
    assertThat(container.cpuLimit()).hasValue(1500);
  }

  @Test
  void versionOneWithoutLimits() throws IOException {
    Container container =
        container(
            "11:memory:/\n4:cpu,cpuacct:/\n",
            "memory/memory.limit_in_bytes",
            "9223372036854771712\n",
            "cpu/cpu.cfs_quota_us",
            "-1\n",
            "cpu/cpu.cfs_period_us",
            "100000\n");
    assertThat(container.memoryLimit()).isEmpty();
    assertThat(container.cpuLimit()).isEmpty();
  }

  @Test
  void whatIsUnknownOrBrokenIsNoLimit() throws IOException {
    assertThat(new Container(root).memoryLimit()).isEmpty();
    Container container = container("nonsense\n0::/\n", "memory.max", "many\n", "cpu.max", "");
    assertThat(container.memoryLimit()).isEmpty();
    assertThat(container.cpuLimit()).isEmpty();
  }

  @Test
  void aHeapAboveTheContainersMemory() throws IOException {
    Container small = container("0::/\n", "memory.max", "268435456\n");
    assertThat(new HeapFitsContainer(small, 256 * MB).look()).isEmpty();
    Finding finding = new HeapFitsContainer(small, 1024 * MB).look().orElseThrow();
    assertThat(finding.subject() + " " + finding.found())
        .isEqualTo("heap may grow to 1 GB, but the container has only 256 MB");
    assertThat(finding.action()).contains("-XX:MaxRAMPercentage=75");
    assertThat(new HeapFitsContainer(new Container(root.resolve("none")), Long.MAX_VALUE).look())
        .isEmpty();
  }

  @Test
  void aHeapBelowTheNeed() throws IOException {
    Container small = container("0::/\n", "memory.max", "268435456\n");
    assertThat(new HeapAtLeast(64 * MB, small, 64 * MB).look()).isEmpty();
    Finding finding = new HeapAtLeast(512 * MB, small, 64 * MB).look().orElseThrow();
    assertThat(finding.found()).isEqualTo("may grow to 64 MB at most (the container has 256 MB)");
    assertThat(finding.needed()).isEqualTo("at least 512 MB");
  }

  @Test
  void lessThanACore() throws IOException {
    Container quarter = container("0::/\n", "cpu.max", "25000 100000\n");
    Finding finding = new WholeCore(quarter).look().orElseThrow();
    assertThat(finding.found()).isEqualTo("is limited to 250m, less than one core");
    assertThat(finding.action()).contains("up to 4 times as long");
    write("sys/fs/cgroup/cpu.max", "100000 100000\n");
    assertThat(new WholeCore(quarter).look()).isEqualTo(Optional.empty());
  }
}
