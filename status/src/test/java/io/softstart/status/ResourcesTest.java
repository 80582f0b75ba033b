package io.softstart.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourcesTest {
  @TempDir Path root;

  @Test
  void readsVersion2InsideOfAContainer() throws IOException {
    file("proc/self/cgroup", "0::/\n");
    file("sys/fs/cgroup/memory.current", "201326592\n");
    file("sys/fs/cgroup/memory.max", "268435456\n");
    file("sys/fs/cgroup/cpu.max", "25000 100000\n");
    file(
        "sys/fs/cgroup/cpu.stat",
        "usage_usec 9\nnr_periods 100\nnr_throttled 60\nthrottled_usec 4500000\n");

    assertThat(now())
        .contains("\"memory_used_bytes\":201326592,\"memory_limit_bytes\":268435456")
        .contains("\"cpu_limit_millicores\":250")
        .contains("\"cpu_periods\":100,\"cpu_throttled_periods\":60,\"cpu_throttled_ms\":4500");
  }

  @Test
  void readsTheOwnGroupOutsideOfContainers() throws IOException {
    file("proc/self/cgroup", "0::/system.slice/orders.service\n");
    file("sys/fs/cgroup/system.slice/orders.service/memory.current", "7\n");
    file("sys/fs/cgroup/system.slice/orders.service/memory.max", "max\n");
    file("sys/fs/cgroup/system.slice/orders.service/cpu.max", "max 100000\n");

    assertThat(now())
        .contains("\"memory_used_bytes\":7")
        .doesNotContain("memory_limit_bytes", "cpu_limit", "throttled");
  }

  @Test
  void readsVersion1() throws IOException {
    file("proc/self/cgroup", "5:memory:/docker/1\n4:cpu,cpuacct:/docker/1\n");
    file("sys/fs/cgroup/memory/memory.usage_in_bytes", "100\n");
    file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    file("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "50000\n");
    file("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
    file("sys/fs/cgroup/cpu/cpu.stat", "nr_periods 3\nnr_throttled 2\nthrottled_time 5000000\n");

    assertThat(now())
        .contains("\"memory_used_bytes\":100")
        .contains("\"cpu_limit_millicores\":500")
        .contains("\"cpu_periods\":3,\"cpu_throttled_periods\":2,\"cpu_throttled_ms\":5")
        .doesNotContain("memory_limit_bytes");
  }

  @Test
  void countsFileDescriptors() throws IOException {
    file("proc/self/fd/0", "");
    file("proc/self/fd/1", "");
    file(
        "proc/self/limits",
        "Limit    Soft Limit  Hard Limit  Units\nMax open files    1024    4096    files\n");

    assertThat(now()).contains("\"files_open\":2,\"files_limit\":1024");
  }

  @Test
  void leavesOutWhatCannotBeRead() throws IOException {
    file("sys/fs/cgroup/memory.current", "what?\n");

    assertThat(now())
        .contains("\"heap_used_bytes\":", "\"heap_max_bytes\":", "\"disk_free_bytes\":")
        .doesNotContain("memory_used", "cpu_", "files_");
  }

  private String now() {
    return new Resources(root).now().toString();
  }

  private void file(String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), text);
  }
}
