package io.softstart.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.machine.ClassPath;
import io.softstart.machine.Machine;
import io.softstart.machine.Staged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is concluded from the mounts of the machine. */
class EvidenceTest {
  @TempDir Path root;

  @Test
  void aVolumeOverTheJarsIsNamed() throws IOException {
    Machine machine =
        Staged.machine(
            root, "proc/self/mounts", "overlay / overlay rw 0 0\ntmpfs /app/lib tmpfs rw 0 0\n");
    ClassPath classPath = new ClassPath("/app/lib/*:/app/shop.jar");
    CrashScene scene = new CrashScene(machine, classPath, Map.of(), 0);
    Advice found = CrashRules.explain(List.of(new NoClassDefFoundError("org/acme/Anvil")), scene);
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
    CrashScene scene = new CrashScene(machine, new ClassPath(entries), Map.of(), 0);
    Advice found = CrashRules.explain(List.of(new NoClassDefFoundError("org/acme/Anvil")), scene);
    assertThat(found).isNotNull();
    return found.what();
  }

  @Test
  void whatTheClassPathNamesInVainIsSaid() throws IOException {
    Machine machine = Staged.machine(root, "proc/self/mounts", "overlay / overlay rw 0 0\n");
    ClassPath classPath = new ClassPath(root + ":/app/conf:/app/a.jar:/app/lib/*:/app/b.jar");
    CrashScene scene = new CrashScene(machine, classPath, Map.of(), 0);
    Advice found = CrashRules.explain(List.of(new NoClassDefFoundError("org/acme/Anvil")), scene);
    assertThat(found).isNotNull();
    assertThat(found.what()).endsWith("names what is not there: /app/conf, /app/a.jar, /app/lib/*");
  }
}
