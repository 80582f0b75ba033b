package io.softstart.preflight;

import io.softstart.machine.ClassPath;
import io.softstart.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A class or resource that must be there.
 *
 * @param subject what it is called
 * @param file its name as a resource
 */
record OnClassPath(String subject, String file) implements Preflight {
  private static final String CLASS = ".class";

  @Override
  public Optional<Finding> look() {
    if (ClassPath.loader().getResource(file) != null) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(subject, "is not on the class path", "to be there", action(file)));
  }

  static String action(String file) {
    ClassPath classPath = ClassPath.ofThisJvm();
    String gap = WholeClassPath.gapOf(classPath);
    if (!gap.isEmpty()) {
      return "class path: " + gap + " is missing or empty; " + WholeClassPath.actionFor(gap);
    }
    String nearest = nearest(file, classPath.names());
    return nearest == null
        ? "add the jar that has it; is it left out when the application is packaged?"
        : "did you mean " + shown(nearest) + "?";
  }

  /** Another package is no slip of the fingers: the same last name wherever, else a near one. */
  private static @Nullable String nearest(String file, List<String> names) {
    String last = lastOf(file);
    List<String> beside = new ArrayList<>();
    for (String name : names) {
      if (lastOf(name).equals(last)) {
        return name;
      }
      if (Math.abs(name.length() - file.length()) <= 2) {
        beside.add(name);
      }
    }
    return Suggestion.to(file, beside);
  }

  private static String lastOf(String file) {
    return file.substring(file.lastIndexOf('/') + 1);
  }

  private static String shown(String file) {
    return file.endsWith(CLASS)
        ? file.substring(0, file.length() - CLASS.length()).replace('/', '.')
        : file;
  }
}
