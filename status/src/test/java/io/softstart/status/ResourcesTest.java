package io.softstart.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.machine.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourcesTest {
  @TempDir Path root;

  @Test
  void showsWhatTheControlGroupGrants() throws IOException {
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
        .doesNotContain("memory_used", "cpu_limit", "cpu_periods", "files_");
  }

  private String now() {
    return new Resources(new Machine(root)).now().toString();
  }

  private void file(String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), text);
  }
}
