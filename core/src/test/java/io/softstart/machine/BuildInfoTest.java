package io.softstart.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build has written of itself, in the places where builds write it. */
class BuildInfoTest {
  private static final String GIT = "git.commit.id.abbrev=ab12cd3\ngit.build.version=1.4.0\n";

  @TempDir Path home;

  private static BuildInfo of(Object classPath, String command) {
    return BuildInfo.of(new ClassPath(classPath.toString()), command);
  }

  private Path jar(String version, String main, String... files) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main);
    if (!version.isEmpty()) {
      manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    }
    Path file = home.resolve("shop.jar");
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (int i = 0; i < files.length; i += 2) {
        jar.putNextEntry(new ZipEntry(files[i]));
        jar.write(files[i + 1].getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  @Test
  void theManifestOfTheMainJarTellsTheVersion() throws IOException {
    Path jar = jar("1.4.0", "com.example.Shop", "git.properties", GIT);
    assertThat(of(jar, jar + " --port=1")).isEqualTo(new BuildInfo("1.4.0", "ab12cd3"));
    Path unversioned = jar("", "com.example.Shop", "git.properties", GIT);
    assertThat(of(unversioned, unversioned + "").text()).isEqualTo("1.4.0 (ab12cd3)");
    Path plain = jar("1.4.2", "com.example.Shop");
    assertThat(of(plain, plain + "").text()).isEqualTo("1.4.2");
  }

  @Test
  void aLibrarysGitPropertiesAtTheRootOfAnUberJarSayNothing() throws IOException {
    String library = "git.commit.id.abbrev=beef\ngit.build.version=9.9.9-somelib\n";
    Path jar = jar("1.4.2", "com.example.Shop", "git.properties", library);
    assertThat(of(jar, jar + "")).isEqualTo(new BuildInfo("1.4.2", ""));
  }

  @Test
  void aJarOfSpringBootHasItBelowItsClasses() throws IOException {
    Path jar =
        jar(
            "9",
            "org.springframework.boot.loader.launch.JarLauncher",
            "BOOT-INF/classes/META-INF/build-info.properties",
            "build.version=1.4.2\nbuild.name=shop\n",
            "BOOT-INF/classes/git.properties",
            GIT);
    assertThat(of(jar, jar + "").text()).isEqualTo("1.4.2 (ab12cd3)");
  }

  @Test
  void aDirectoryOnTheClassPathIsTheApplications() throws IOException {
    Path classes = Files.createDirectories(home.resolve("classes/META-INF")).getParent();
    Files.writeString(classes.resolve("META-INF/build-info.properties"), "build.version=2.0\n");
    assertThat(of("/app/lib/other.jar:" + classes, "com.example.Shop").text()).isEqualTo("2.0");
    Path manifest = Files.createDirectories(home.resolve("exploded/META-INF"));
    Files.writeString(manifest.resolve("MANIFEST.MF"), "Implementation-Version: 3.1\n");
    assertThat(of(manifest.getParent(), "com.example.Shop").version()).isEqualTo("3.1");
  }

  @Test
  void whatNoBuildHasFilledInSaysNothing() throws IOException {
    for (String empty : new String[] {"unspecified", "${project.version}", "@project.version@"}) {
      Path jar = jar(empty, "com.example.Shop");
      assertThat(of(jar, jar + "")).isEqualTo(BuildInfo.UNKNOWN);
    }
    Path server = jar("10.1.30", "org.apache.catalina.startup.Bootstrap");
    assertThat(of(server, server + "")).as("of the server").isEqualTo(BuildInfo.UNKNOWN);
    assertThat(of("", "")).isEqualTo(BuildInfo.UNKNOWN);
    assertThat(of(home.resolve("none.jar"), "none.jar")).isEqualTo(BuildInfo.UNKNOWN);
    Path broken = Files.writeString(home.resolve("broken.jar"), "no zip");
    assertThat(of(broken, "broken.jar")).isEqualTo(BuildInfo.UNKNOWN);
  }

  @Test
  void whatTheOperatorTellsWins() {
    BuildInfo built = new BuildInfo("1.4.2", "0123456789abcdef");
    assertThat(built.text()).isEqualTo("1.4.2 (0123456)");
    assertThat(built.overriddenBy(null, null)).isEqualTo(built);
    assertThat(built.overriddenBy("7", "r1").text()).isEqualTo("7 (r1)");
    assertThat(new BuildInfo("", "ab12cd3").text()).isEqualTo("ab12cd3");
  }
}
