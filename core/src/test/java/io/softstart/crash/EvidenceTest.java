package io.softstart.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.crash.EarlierStart.Outcome;
import io.softstart.machine.ClassPath;
import io.softstart.machine.Machine;
import io.softstart.machine.Staged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is concluded from the counters and mounts of the machine. */
class EvidenceTest {
  @TempDir Path root;

  @Test
  void theOomKillerIsToldFromItsCounters() throws IOException {
    Machine now =
        Staged.machine(
            root,
            "proc/sys/kernel/hostname",
            "pod-1\n",
            "proc/sys/kernel/random/boot_id",
            "boot\n",
            "proc/vmstat",
            "oom_kill 5\n",
            "sys/fs/cgroup/memory.max",
            "67108864\n",
            "sys/fs/cgroup/memory.events",
            "oom_kill 1\n");
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
    directory.replace(History.FILE, HistoryLine.of(gone) + "\n");
    EarlierStart told = History.begin(directory, now).earlier().get(0);
    assertThat(told.outcome()).isEqualTo(Outcome.VANISHED);
    return told.cause();
  }

  @Test
  void aVolumeOverTheJarsIsNamed() throws IOException {
    Machine machine =
        Staged.machine(
            root, "proc/self/mounts", "overlay / overlay rw 0 0\ntmpfs /app/lib tmpfs rw 0 0\n");
    ClassPath classPath = new ClassPath("/app/lib/*:/app/shop.jar");
    CrashScene scene = new CrashScene(machine, classPath, List.of());
    Explanation found = Killers.explain(List.of(new NoClassDefFoundError("org/acme/Anvil")), scene);
    assertThat(found).isNotNull();
    assertThat(found.what())
        .isEqualTo(
            "org.acme.Anvil is on no entry of the class path;"
                + " /app/lib is a volume, which hides what the image has there");
  }

  @Test
  void aVolumeThatOnlyHoldsTheJarsExplainsNothing() throws IOException {
    Path lib = Files.createDirectories(root.resolve("volume/lib"));
    Path jar = Files.writeString(lib.resolve("shop.jar"), "");
    String found = missing("tmpfs " + root.resolve("volume") + " tmpfs rw 0 0\n", jar + "");
    assertThat(found).isEqualTo("org.acme.Anvil is in none of the 1 entries of the class path");
    assertThat(missing("tmpfs " + jar + " tmpfs rw 0 0\n", jar + "")).isEqualTo(found);
    assertThat(missing("tmpfs " + lib + " tmpfs rw 0 0\n", jar + ""))
        .endsWith(lib + " is a volume, which hides what the image has there");
    assertThat(missing("tmpfs " + root.resolve("volume") + " tmpfs rw 0 0\n", lib + "/gone.jar"))
        .endsWith("volume is a volume, which hides what the image has there");
  }

  private String missing(String mounts, String entries) throws IOException {
    Machine machine = Staged.machine(root, "proc/self/mounts", mounts);
    CrashScene scene = new CrashScene(machine, new ClassPath(entries), List.of());
    Explanation found = Killers.explain(List.of(new NoClassDefFoundError("org/acme/Anvil")), scene);
    assertThat(found).isNotNull();
    return found.what();
  }

  @Test
  void whatTheClassPathNamesInVainIsSaid() throws IOException {
    Machine machine = Staged.machine(root, "proc/self/mounts", "overlay / overlay rw 0 0\n");
    ClassPath classPath = new ClassPath(root + ":/app/conf:/app/a.jar:/app/lib/*:/app/b.jar");
    CrashScene scene = new CrashScene(machine, classPath, List.of());
    Explanation found = Killers.explain(List.of(new NoClassDefFoundError("org/acme/Anvil")), scene);
    assertThat(found).isNotNull();
    assertThat(found.what()).endsWith("names what is not there: /app/conf, /app/a.jar, /app/lib/*");
  }
}
