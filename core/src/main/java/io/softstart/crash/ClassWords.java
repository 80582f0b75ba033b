package io.softstart.crash;

import io.softstart.machine.ClassPath;
import io.softstart.machine.Mounts;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be found out about a class that is missing or does not fit: a missing jar, two versions
 * of one, a volume over the jars.
 *
 * @param message what the JVM said
 * @param scene where classes come from
 */
record ClassWords(String message, CrashScene scene) {
  /** Class files of Java 1.0 are of version 44; from 5 on the difference is 44 (JVMS 4.1). */
  private static final int FIRST = 44;

  private static final String VERSION = "class file version ";

  String of(String name) {
    return switch (name) {
      case "class" -> missing();
      case "module" -> missingModule(missing());
      case "place" -> first(ClassPath.placesOf(missing()));
      case "volume" -> volume();
      case "gaps" -> gaps();
      case "entries" -> Integer.toString(scene.classPath().entries().size());
      case "member" -> ownerOfMember();
      case "copies" -> copies();
      case "places" -> String.join(", ", ClassPath.placesOf(ownerOfMember()));
      case "jar" -> jar();
      case "needed" -> neededJava();
      default -> "";
    };
  }

  private String missing() {
    return firstWord(message).replace('/', '.');
  }

  private static String missingModule(String className) {
    String module = JdkModules.of(className);
    return module.isEmpty() || ModuleFinder.ofSystem().find(module).isPresent() ? "" : module;
  }

  private static String first(List<String> places) {
    return places.isEmpty() ? "" : places.get(0);
  }

  private String gaps() {
    List<String> gaps = scene.classPath().gaps();
    return String.join(", ", gaps.subList(0, Math.min(3, gaps.size())));
  }

  /** {@return the volume that hides an entry of the class path} */
  private String volume() {
    List<String> gaps = scene.classPath().gaps();
    for (String entry : scene.classPath().entries()) {
      Path volume = hiding(entry, gaps.contains(entry), new Mounts(scene.machine()));
      if (volume != null) {
        return volume.toString();
      }
    }
    return "";
  }

  /**
   * {@return the volume that hides what belongs to an entry, or null} An entry that lies on a
   * volume is no evidence, since whole images are mounted. It is when the entry finds nothing
   * there, or when the volume is mounted just over the directory of the classes or jars.
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

  private String copies() {
    int copies = ClassPath.placesOf(ownerOfMember()).size();
    return copies > 1 ? Integer.toString(copies) : "";
  }

  private String jar() {
    String place = first(ClassPath.placesOf(ownerOfMember()));
    return place.isEmpty() ? "the class that was loaded" : place;
  }

  /**
   * {@return the class whose member is missing} The JVM says {@code 'void x.Y.z(int)'} for a
   * method, and {@code Class x.Y does not have member field 'int z'}, or only the name before JDK
   * 21, for a field.
   */
  private String ownerOfMember() {
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

  /** {@return the Java that a class was compiled for, if it is later than this one} */
  private String neededJava() {
    int at = message.indexOf(VERSION);
    int number = 0;
    for (int i = at + VERSION.length(); at >= 0 && i < message.length(); i++) {
      int digit = message.charAt(i) - '0';
      if (digit < 0 || digit > 9 || number > 1_000) {
        break;
      }
      number = number * 10 + digit;
    }
    int java = number - FIRST;
    return java > Runtime.version().feature() ? Integer.toString(java) : "";
  }

  private static String firstWord(String text) {
    int end = text.indexOf(' ');
    return end < 0 ? text : text.substring(0, end);
  }
}
