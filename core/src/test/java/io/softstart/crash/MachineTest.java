package io.softstart.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.crash.EarlierStart.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both versions of cgroups, and the other files of Linux, staged as containers show them. */
class MachineTest {
  @TempDir Path root;

  private Machine staged(String... filesAndTexts) throws IOException {
    for (int i = 0; i < filesAndTexts.length; i += 2) {
      Path file = root.resolve(filesAndTexts[i]);
      Files.createDirectories(file.getParent());
      Files.writeString(file, filesAndTexts[i + 1]);
    }
    return new Machine(root);
  }

  @Test
  void version2InAContainer() throws IOException {
    Machine machine =
        staged(
            "proc/self/cgroup", "0::/\n",
            "sys/fs/cgroup/memory.max", "268435456\n",
            "sys/fs/cgroup/memory.events", "low 0\nhigh 0\nmax 12\noom 3\noom_kill 2\n",
            "sys/fs/cgroup/pids.max", "max\n");
    assertThat(machine.memoryLimit()).hasValue(256L << 20);
    assertThat(machine.oomKills()).hasValue(2);
    assertThat(machine.taskLimit()).isEmpty();
  }

  @Test
  void version2OnAHost() throws IOException {
    Machine machine =
        staged(
            "proc/self/cgroup", "0::/system.slice/shop.service\n",
            "sys/fs/cgroup/system.slice/shop.service/memory.max", "1048576\n");
    assertThat(machine.memoryLimit()).hasValue(1 << 20);
    assertThat(machine.oomKills()).isEmpty();
  }

  @Test
  void version1InAContainerWhichSeesThePathOfTheHost() throws IOException {
    Machine machine =
        staged(
            "proc/self/cgroup", "8:pids:/docker/abc\n4:memory:/docker/abc\n0::/docker/abc\n",
            "sys/fs/cgroup/memory/memory.limit_in_bytes", "67108864\n",
            "sys/fs/cgroup/memory/memory.oom_control",
                "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n",
            "sys/fs/cgroup/pids/pids.max", "100\n");
    assertThat(machine.memoryLimit()).hasValue(64L << 20);
    assertThat(machine.oomKills()).hasValue(1);
    assertThat(machine.taskLimit()).hasValue(100);
  }

  @Test
  void version1WithoutALimitAndWhatIsNoNumber() throws IOException {
    Machine machine =
        staged(
            "sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n",
            "sys/fs/cgroup/pids/pids.max", "99999999999999999999999\n",
            "proc/vmstat", "nr_free_pages 17\noom_kill 4\noom_kill_other 9\n");
    assertThat(machine.memoryLimit()).isEmpty();
    assertThat(machine.taskLimit()).isEmpty();
    assertThat(machine.oomKillsOfHost()).hasValue(4);
  }

  @Test
  void nothingIsKnownWhereThereIsNoProc() {
    Machine machine = new Machine(root.resolve("missing"));
    assertThat(machine.memoryLimit()).isEmpty();
    assertThat(machine.threads()).isEmpty();
    assertThat(machine.mountPoints()).isEmpty();
    assertThat(machine.boot()).isEmpty();
  }

  @Test
  void theOomKillerIsToldFromItsCounters() throws IOException {
    Machine now =
        staged(
            "proc/sys/kernel/hostname", "pod-1\n",
            "proc/sys/kernel/random/boot_id", "boot\n",
            "proc/vmstat", "oom_kill 5\n",
            "sys/fs/cgroup/memory.max", "67108864\n",
            "sys/fs/cgroup/memory.events", "oom_kill 1\n");
    assertThat(afterwards(now, 0, 5, "pod-1 boot"))
        .isEqualTo(
            "it was the kernel's OOM killer, for want of memory; the container may use 64 MB");
    assertThat(afterwards(now, 7, 3, "pod-1 boot")) // a new cgroup counts anew
        .isEqualTo(
            "most likely for want of memory: the kernel's OOM killer has struck 2 times on this"
                + " host since it began; the container may use 64 MB");
    assertThat(afterwards(now, 1, 5, "pod-1 boot")).startsWith("it was killed (SIGKILL) or halted");
    assertThat(afterwards(now, 0, 0, "pod-1 earlier")).startsWith("the host was started anew");
  }

  /** What the next start says of one that began with these counters and is gone. */
  private String afterwards(Machine now, long kills, long ofHost, String place) throws IOException {
    Path parent = Files.createTempDirectory(root, "state");
    StateDirectory directory = StateDirectory.open(parent, "shop");
    EarlierStart gone =
        new EarlierStart(
            "4711-x",
            1,
            1,
            Outcome.STARTING,
            "",
            "",
            "",
            place,
            OptionalLong.of(kills),
            OptionalLong.of(ofHost));
    directory.replace(History.FILE, List.of(HistoryLine.of(gone)));
    EarlierStart told = History.begin(directory, now).earlier().get(0);
    assertThat(told.outcome()).isEqualTo(Outcome.VANISHED);
    return told.cause();
  }

  @Test
  void aVolumeOverTheJarsIsNamed() throws IOException {
    Machine machine =
        staged("proc/self/mounts", "overlay / overlay rw 0 0\ntmpfs /app/lib tmpfs rw 0 0\n");
    ClassPath classPath = new ClassPath("/app/lib/*:/app/shop.jar", null, machine);
    CrashScene scene = new CrashScene(machine, classPath, List.of());
    Explanation found = Killers.explain(List.of(new NoClassDefFoundError("org/acme/Anvil")), scene);
    assertThat(found).isNotNull();
    assertThat(found.what())
        .isEqualTo(
            "org.acme.Anvil is on no entry of the class path;"
                + " /app/lib is a volume, which hides what the image has there");
  }
}
