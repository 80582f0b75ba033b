package io.softstart.machine;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * What runs here, as its build has written it into the application's own jar or directory: {@code
 * META-INF/build-info.properties}, {@code git.properties}, and the manifest. Files of libraries do
 * not count. Read only for what needs it: a report, the crash history, the status.
 *
 * @param version empty if it is not known
 * @param revision of the sources; empty if it is not known
 */
public record BuildInfo(String version, String revision) {
  public static final BuildInfo UNKNOWN = new BuildInfo("", "");

  private static final int LONGEST = 100;
  private static final int LARGEST = 1 << 16;
  private static final int SHORT_REVISION = 12;
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  /** Where Spring Boot and war files keep the application's classes. */
  private static final String[] ROOTS = {"", "BOOT-INF/classes/", "WEB-INF/classes/"};

  private static final String[] REVISIONS = {
    "git.commit.id.abbrev", "git.commit.id", "git.commit.id.full"
  };

  /** Launchers of others, whose version is not the application's. */
  private static final String[] SERVERS = {
    "org.apache.catalina.", "org.jboss.modules.", "org.eclipse.jetty.start.", "io.softstart."
  };

  private static volatile @Nullable BuildInfo here;

  /** {@return what was started as this process} Reads files at the first call. */
  public static BuildInfo here() {
    BuildInfo known = here;
    if (known == null) {
      known = of(ClassPath.ofThisJvm(), System.getProperty("sun.java.command", ""));
      here = known;
    }
    return known;
  }

  /** {@return what somebody has told, and for what is not told, this} */
  public BuildInfo overriddenBy(@Nullable String toldVersion, @Nullable String toldRevision) {
    return new BuildInfo(
        toldVersion == null ? version : clean(toldVersion),
        toldRevision == null ? revision : clean(toldRevision));
  }

  /** {@return both in a few words, such as {@code 1.4.2 (ab12cd3)}; empty if neither is known} */
  public String text() {
    String brief = revision.length() > SHORT_REVISION ? revision.substring(0, 7) : revision;
    if (version.isEmpty() || brief.isEmpty()) {
      return version + brief;
    }
    return version + " (" + brief + ")";
  }

  /**
   * {@return what the place says that the main class comes from}
   *
   * @param command the main class or the jar, and its arguments
   */
  static BuildInfo of(ClassPath classPath, String command) {
    try {
      String main = command.split(" ", 2)[0];
      List<String> entries = classPath.entries();
      BuildInfo found = UNKNOWN;
      if (entries.size() == 1 && new File(entries.get(0)).isFile()) {
        return inFile(new File(entries.get(0)));
      }
      boolean hasMain = main.isEmpty();
      for (String entry : entries) { // a directory on the class path is the application's
        File directory = new File(entry);
        if (directory.isDirectory()) {
          found = found.or(inDirectory(directory));
          hasMain |= new File(directory, ClassPath.fileOf(main)).exists();
        }
      }
      String jar = hasMain ? "" : ClassPath.placeOf(main);
      return jar.isEmpty() ? found : found.or(inFile(new File(jar)));
    } catch (RuntimeException | LinkageError unknown) {
      return UNKNOWN;
    }
  }

  private BuildInfo or(BuildInfo other) {
    return new BuildInfo(
        version.isEmpty() ? other.version : version,
        revision.isEmpty() ? other.revision : revision);
  }

  private static BuildInfo inDirectory(File directory) {
    BuildInfo manifest = UNKNOWN;
    try (InputStream in = new FileInputStream(new File(directory, MANIFEST))) {
      manifest = inManifest(new Manifest(in));
    } catch (IOException none) {
      // most directories have none
    }
    return inRoots(name -> new FileInputStream(new File(directory, name)), manifest);
  }

  private static BuildInfo inFile(File file) {
    try (JarFile jar = new JarFile(file, false, ZipFile.OPEN_READ)) {
      Manifest manifest = jar.getManifest();
      String main =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
      for (String server : SERVERS) {
        if (main != null && main.startsWith(server)) {
          return UNKNOWN;
        }
      }
      return inRoots(name -> entry(jar, name), manifest == null ? UNKNOWN : inManifest(manifest));
    } catch (IOException notAJar) {
      return UNKNOWN;
    }
  }

  private static InputStream entry(JarFile jar, String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    if (entry == null) {
      throw new IOException("none");
    }
    return jar.getInputStream(entry);
  }

  /** Opens a file below the application's root; throws if there is none. */
  private interface Opener {
    InputStream open(String name) throws IOException;
  }

  private static BuildInfo inRoots(Opener files, BuildInfo manifest) {
    BuildInfo found = UNKNOWN;
    for (String root : ROOTS) {
      found = found.or(inRoot(files, root, manifest));
    }
    return found.or(manifest);
  }

  /**
   * In a jar that has swallowed its libraries, {@code git.properties} at the root may be that of
   * one of them: with another version than the manifest's it is.
   */
  private static BuildInfo inRoot(Opener files, String root, BuildInfo manifest) {
    Properties build = properties(files, root + "META-INF/build-info.properties");
    Properties git = properties(files, root + "git.properties");
    String built = value(git, "git.build.version");
    boolean ofLibrary =
        root.isEmpty()
            && !built.isEmpty()
            && !manifest.version.isEmpty()
            && !built.equals(manifest.version);
    BuildInfo own = new BuildInfo(value(build, "build.version"), "");
    return ofLibrary ? own : own.or(new BuildInfo(built, revision(git)));
  }

  private static String revision(Properties git) {
    for (String key : REVISIONS) {
      String revision = value(git, key);
      if (!revision.isEmpty()) {
        return revision;
      }
    }
    return "";
  }

  private static Properties properties(Opener files, String name) {
    Properties properties = new Properties();
    try (InputStream in = files.open(name)) {
      properties.load(new ByteArrayInputStream(in.readNBytes(LARGEST)));
    } catch (IOException | IllegalArgumentException none) {
      // what was read by then
    }
    return properties;
  }

  private static String value(Properties properties, String key) {
    return clean(properties.getProperty(key, ""));
  }

  private static BuildInfo inManifest(Manifest manifest) {
    Attributes main = manifest.getMainAttributes();
    String version = main.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    String revision = main.getValue("Implementation-Build");
    return new BuildInfo(clean(version), clean(revision));
  }

  /** A placeholder that no build has replaced says nothing. */
  private static String clean(@Nullable String text) {
    String plain = text == null ? "" : text.strip();
    if (plain.equals("unspecified") || plain.startsWith("${") || plain.startsWith("@")) {
      return "";
    }
    StringBuilder printable = new StringBuilder();
    for (int i = 0; i < Math.min(plain.length(), LONGEST); i++) {
      char c = plain.charAt(i);
      printable.append(c < ' ' || c == 127 ? ' ' : c);
    }
    return printable.toString();
  }
}
