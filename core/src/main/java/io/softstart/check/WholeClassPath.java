package io.softstart.check;

import java.nio.file.Path;
import java.util.Optional;

/** The JVM skips what is missing on its class path without a word. */
record WholeClassPath(ClassPath classPath) implements Preflight {
  @Override
  public Optional<Finding> look() {
    String gap = classPath.gap();
    return gap.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.of(
                "class path",
                "names " + gap + (gap.endsWith("*") ? ", where no jar is" : ", which is not there"),
                "jars that are there: the JVM skips others without a word",
                actionFor(gap)));
  }

  /** A volume over the directory is the usual cause in a container. */
  static String actionFor(String gap) {
    Path directory = Path.of(gap.endsWith("*") ? gap.substring(0, gap.length() - 1) : gap);
    return Mounts.hintFor(directory, "put the jars there, or correct the class path");
  }
}
