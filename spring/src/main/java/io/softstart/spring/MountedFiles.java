package io.softstart.spring;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;

/** The files that the properties of an environment come from, as far as they are on disk. */
final class MountedFiles {
  private static final String NAMES_A_FILE = "password-file";

  private MountedFiles() {}

  static Set<Path> of(ConfigurableEnvironment environment) {
    Set<Path> files = new HashSet<>();
    for (PropertySource<?> source : environment.getPropertySources()) {
      for (String name : NamesSet.namesIn(source)) {
        addOrigin(files, OriginLookup.getOrigin(source, name));
        addNamed(files, name, environment);
      }
    }
    return files;
  }

  private static void addOrigin(Set<Path> files, @Nullable Origin origin) {
    Resource resource = origin instanceof TextResourceOrigin text ? text.getResource() : null;
    try {
      if (resource != null && resource.isFile()) {
        files.add(resource.getFile().toPath());
      }
    } catch (IOException notOnDisk) {
      // then nobody changes it
    }
  }

  private static void addNamed(Set<Path> files, String name, ConfigurableEnvironment environment) {
    String uniform = name.toLowerCase(Locale.ROOT).replace('_', '-');
    if (uniform.startsWith("softstart") && uniform.endsWith(NAMES_A_FILE)) {
      String path = environment.getProperty(name);
      try {
        files.add(Path.of(path == null ? "" : path.strip()));
      } catch (InvalidPathException notOne) {
        // a problem of the configuration
      }
    }
  }
}
