package io.softstart.preflight;

import io.softstart.machine.ClassPath;
import java.util.Optional;

/** The JVM skips what is missing on its class path without a message. */
record WholeClassPath(ClassPath classPath) implements Preflight {
  @Override
  public Optional<Finding> look() {
    String gap = gapOf(classPath);
    return gap.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.of(
                "class path",
                "names " + gap + (gap.endsWith("*") ? ", where no jar is" : ", which is not there"),
                "jars that are there: the JVM skips others without a message",
                actionFor(gap)));
  }

  /**
   * Returns the first gap; build tools name directories that they then do not make: none of ours.
   */
  static String gapOf(ClassPath classPath) {
    for (String gap : classPath.gaps()) {
      if (gap.endsWith("*") || gap.endsWith(".jar")) {
        return gap;
      }
    }
    return "";
  }

  /** A volume over the directory is the usual cause in a container. */
  static String actionFor(String gap) {
    return VolumeHint.of(
        ClassPath.directoryOf(gap), "put the jars there, or correct the class path");
  }
}
