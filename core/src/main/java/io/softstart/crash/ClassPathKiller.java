package io.softstart.crash;

import io.softstart.machine.ClassPath;
import io.softstart.machine.Mounts;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A class or member is not there: a missing jar, two versions of one, a volume over the jars. */
final class ClassPathKiller implements Killer {
  @Override
  public @Nullable Explanation explain(Throwable thrown, String message, CrashScene scene) {
    if (thrown instanceof NoClassDefFoundError && message.startsWith("Could not initialize")) {
      String name = message.substring(message.lastIndexOf(' ') + 1);
      return new Explanation(
          "the static initialiser of " + name + " failed earlier, and it is not run twice",
          "look for the first ExceptionInInitializerError that names it");
    }
    if (thrown instanceof NoClassDefFoundError || thrown instanceof ClassNotFoundException) {
      return missing(firstWord(message).replace('/', '.'), scene);
    }
    if (thrown instanceof IncompatibleClassChangeError) { // also what lacks a method or field
      String owner = ownerIn(message);
      return owner.isEmpty() ? null : clash(owner, message);
    }
    return null;
  }

  private static @Nullable Explanation missing(String name, CrashScene scene) {
    if (name.isEmpty()) {
      return null;
    }
    String module = JdkModules.of(name);
    if (!module.isEmpty() && ModuleFinder.ofSystem().find(module).isEmpty()) {
      return new Explanation(
          name + " belongs to the JDK's module " + module + ", which this Java runtime lacks",
          "make the runtime with jlink --add-modules " + module + " and what it has now");
    }
    List<String> places = ClassPath.placesOf(name);
    if (!places.isEmpty()) {
      return new Explanation(
          name + " is in " + places.get(0) + ", but was not found by whoever asked for it",
          "look for a second class loader, or for a class that it needs and that is missing");
    }
    String oddity = oddity(scene.classPath(), scene.machine().mounts());
    return oddity.isEmpty()
        ? new Explanation(
            name
                + " is in none of the "
                + scene.classPath().entries().size()
                + " entries of the class path",
            "add the jar that has it, in the version that the others were built for")
        : new Explanation(
            name + " is on no entry of the class path; " + oddity,
            "mount volumes elsewhere than over the application's jars, and check the class path");
  }

  /** {@return a clause on what hides jars, or nothing} */
  private static String oddity(ClassPath classPath, Mounts mounts) {
    List<String> gaps = classPath.gaps();
    for (String entry : classPath.entries()) {
      Path volume = hiding(entry, gaps.contains(entry), mounts);
      if (volume != null) {
        return volume + " is a volume, which hides what the image has there";
      }
    }
    return gaps.isEmpty()
        ? ""
        : "the class path names what is not there: "
            + String.join(", ", gaps.subList(0, Math.min(3, gaps.size())));
  }

  /**
   * {@return the volume that hides what belongs to an entry, or null} That an entry lies on one
   * says nothing, since whole images are mounted: but where it finds nothing there, or the volume
   * is just over the directory of the classes or jars.
   */
  private static @Nullable Path hiding(String entry, boolean gap, Mounts mounts) {
    try {
      Path path = ClassPath.directoryOf(entry).toAbsolutePath().normalize();
      Path directory = Files.isRegularFile(path) ? path.resolveSibling("") : path;
      Path volume = mounts.over(directory);
      return gap || directory.equals(volume) ? volume : null;
    } catch (InvalidPathException notAPathOfThisSystem) {
      return null;
    }
  }

  private static Explanation clash(String owner, String message) {
    List<String> places = ClassPath.placesOf(owner);
    if (places.size() > 1) {
      return new Explanation(
          owner
              + " is on the class path "
              + places.size()
              + " times, and the first one wins: "
              + String.join(", ", places),
          "keep one of them: mvn dependency:tree (or gradle dependencies) tells who brings which");
    }
    String jar = places.isEmpty() ? "the class that was loaded" : places.get(0);
    return new Explanation(
        jar + " is of another version than the code was built for: " + message,
        "align the versions: mvn dependency:tree (or gradle dependencies) tells who brings which");
  }

  private static String firstWord(String text) {
    int end = text.indexOf(' ');
    return end < 0 ? text : text.substring(0, end);
  }

  /**
   * {@return the class whose member is missing} The JVM says {@code 'void x.Y.z(int)'} for a
   * method, and {@code Class x.Y does not have member field 'int z'}, or only the name before JDK
   * 21, for a field.
   */
  private static String ownerIn(String message) {
    int arguments = message.indexOf('(');
    if (message.startsWith("'") && arguments > 0) {
      String name = message.substring(message.lastIndexOf(' ', arguments) + 1, arguments);
      int end = name.lastIndexOf('.');
      return end < 0 ? "" : name.substring(0, end).replace("'", "");
    }
    for (String before : new String[] {"Class ", "Receiver class "}) {
      if (message.startsWith(before)) {
        return firstWord(message.substring(before.length()));
      }
    }
    return "";
  }
}
