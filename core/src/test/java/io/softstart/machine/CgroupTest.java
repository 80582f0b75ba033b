package io.softstart.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both versions of cgroups, from files as the kernel writes them and containers show them. */
class ContainerTest {
  private static final long MB = 1 << 20;

  @TempDir Path root;

  private Cgroup cgroup(String ownGroups, String... filesAndTexts) throws IOException {
    return Staged.cgroup(root, ownGroups, filesAndTexts);
  }

  @Test
  void versionTwoInsideOfAContainer() throws IOException {
    Cgroup container = cgroup("0::/\n", "memory.max", "268435456\n", "cpu.max", "25000 100000\n");
    assertThat(container.memoryLimit()).hasValue(256 * MB);
    assertThat(container.cpuLimit()).hasValue(250);
  }

  @Test
  void versionTwoTheTightestLimitAboveCounts() throws IOException {
    Cgroup container =
        cgroup(
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
    Cgroup container =
        cgroup(
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
    Cgroup container =
        cgroup(
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
    assertThat(new Cgroup(new Machine(root)).memoryLimit()).isEmpty();
    Cgroup container = cgroup("nonsense\n0::/\n", "memory.max", "many\n", "cpu.max", "");
    assertThat(container.memoryLimit()).isEmpty();
    assertThat(container.cpuLimit()).isEmpty();
  }

  @Test
  void versionTwoCounters() throws IOException {
    Cgroup container =
        cgroup(
            "0::/\n",
            "memory.current",
            "104857600\n",
            "memory.stat",
            "anon 73400320\ninactive_file 20971520\nactive_file 4096\n",
            "memory.events",
            "low 0\nhigh 0\nmax 12\noom 3\noom_kill 2\n",
            "pids.max",
            "max\n",
            "cpu.stat",
            "usage_usec 9\nnr_periods 40\nnr_throttled 30\nthrottled_usec 1500000\n");
    assertThat(container.oomKills()).hasValue(2);
    assertThat(container.taskLimit()).isEmpty();
    assertThat(container.memoryUsed()).hasValue(80 * MB);
    assertThat(container.throttling())
        .contains(new Cgroup.Throttling(40, 30, Duration.ofMillis(1_500)));
  }

  @Test
  void versionOneCountersWithThePathOfTheHost() throws IOException {
    Cgroup container =
        cgroup(
            "8:pids:/docker/abc\n6:cpu,cpuacct:/docker/abc\n4:memory:/docker/abc\n0::/docker/abc\n",
            "memory/memory.limit_in_bytes",
            "67108864\n",
            "memory/memory.usage_in_bytes",
            "52428800\n",
            "memory/memory.stat",
            "inactive_file 1\ntotal_cache 9\ntotal_inactive_file 10485760\n",
            "memory/memory.oom_control",
            "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n",
            "pids/pids.max",
            "100\n",
            "cpu/cpu.stat",
            "nr_periods 40\nnr_throttled 30\nthrottled_time 1500000000\n");
    assertThat(container.memoryLimit()).hasValue(64 * MB);
    assertThat(container.memoryUsed()).hasValue(40 * MB);
    assertThat(container.oomKills()).hasValue(1);
    assertThat(container.taskLimit()).hasValue(100);
    assertThat(container.throttling())
        .contains(new Cgroup.Throttling(40, 30, Duration.ofMillis(1_500)));
  }

  @Test
  void onAHostTheCountersOfTheNearestGroupCount() throws IOException {
    Cgroup container =
        cgroup(
            "0::/system.slice/shop.service\n",
            "system.slice/shop.service/memory.max",
            "1048576\n",
            "system.slice/shop.service/memory.current",
            "4096\n",
            "system.slice/memory.current",
            "8192\n",
            "system.slice/cpu.stat",
            "usage_usec 1\nuser_usec 1\n");
    assertThat(container.memoryLimit()).hasValue(MB);
    assertThat(container.memoryUsed()).hasValue(4096);
    assertThat(container.oomKills()).isEmpty();
    assertThat(container.throttling()).isEmpty();
  }

  @Test
  void whatIsNoNumberIsNoLimit() throws IOException {
    Cgroup container = cgroup("5:pids:/\n", "pids/pids.max", "99999999999999999999999\n");
    assertThat(container.taskLimit()).isEmpty();
  }

  @Test
  void withoutATableTheTopOfTheTreeIsAsked() throws IOException {
    Machine hidden =
        Staged.machine(
            root,
            "sys/fs/cgroup/memory/memory.limit_in_bytes",
            "67108864\n",
            "sys/fs/cgroup/pids.max",
            "7\n");
    assertThat(new Cgroup(hidden).memoryLimit()).hasValue(64 * MB);
    assertThat(new Cgroup(hidden).taskLimit()).hasValue(7);
  }
}
