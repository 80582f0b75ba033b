package io.softstart.testkit;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds a module's public API against a committed listing, so that an API change shows in review.
 *
 * <p>The API is every public and protected member of the exported packages (of all packages, where
 * there is no {@code module-info}), nullness and the values of constants included. Stateless, hence
 * thread-safe. It loads the module's classes through the thread's context class loader.
 */
public final class PublicApi {
  private static final String UPDATE = "softstart.updateApi";

  private PublicApi() {}

  /**
   * Checks the listing; with {@code -Dsoftstart.updateApi} writes it instead.
   *
   * @param classes the module's compiled classes, such as {@code target/classes}
   * @param listing the committed file, such as {@code public-api.txt}
   * @param minimumTypes how many types there are at least: a check that saw nothing proves nothing
   * @throws IOException if a file cannot be read or written
   * @throws AssertionError if the API differs from the listing, or has fewer types
   */
  public static void check(Path classes, Path listing, int minimumTypes) throws IOException {
    List<String> actual = list(classes);
    long types = actual.stream().filter(line -> !line.startsWith(" ")).count();
    if (types < minimumTypes) {
      throw new AssertionError(
          "saw " + types + " public types in " + classes + ", not " + minimumTypes);
    }
    if (System.getProperty(UPDATE) != null) {
      Files.write(listing, actual);
    } else {
      compare(actual, listing);
    }
  }

  static void compare(List<String> actual, Path listing) throws IOException {
    List<String> expected = Files.exists(listing) ? Files.readAllLines(listing) : List.of();
    if (!actual.equals(expected)) {
      throw new AssertionError(
          "the public API is not that of "
              + listing.toAbsolutePath()
              + without(expected, actual, "\n- ")
              + without(actual, expected, "\n+ ")
              + "\nIf this is meant: mvn test -D"
              + UPDATE
              + ", review the file's diff, commit it, and say so in CHANGELOG.md");
    }
  }

  private static String without(List<String> lines, List<String> others, String prefix) {
    List<String> known = withTypes(others);
    return withTypes(lines).stream()
        .filter(line -> !known.contains(line))
        .map(line -> prefix + line)
        .collect(joining());
  }

  /** Members of the same name stand under many types: says under which. */
  private static List<String> withTypes(List<String> lines) {
    List<String> named = new ArrayList<>();
    String head = "";
    for (String line : lines) {
      head = line.startsWith(" ") ? head : line;
      named.add(line.equals(head) ? line : line.strip() + "   in " + head);
    }
    return named;
  }

  /**
   * Lists the public API: a line per type, sorted by name, and under it its members, indented.
   *
   * @param classes the module's compiled classes, such as {@code target/classes}
   * @return the lines
   * @throws IOException if the classes cannot be read
   */
  public static List<String> list(Path classes) throws IOException {
    List<String> names;
    try (Stream<Path> files = Files.walk(classes)) {
      names =
          files
              .map(file -> classes.relativize(file).toString())
              .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
              .map(file -> file.substring(0, file.length() - 6).replaceAll("[/\\\\]", "."))
              .sorted()
              .toList();
    }
    Optional<Set<String>> exported = exported(classes.resolve("module-info.class"));
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      Class<?> type = load(name);
      if (ApiLines.isVisible(type)
          && exported.map(packages -> packages.contains(type.getPackageName())).orElse(true)) {
        lines.addAll(ApiLines.of(type));
      }
    }
    return lines;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(name + " is not on the class path", e);
    }
  }

  private static Optional<Set<String>> exported(Path moduleInfo) throws IOException {
    if (!Files.exists(moduleInfo)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(moduleInfo)) {
      return Optional.of(
          ModuleDescriptor.read(in).exports().stream()
              .filter(export -> !export.isQualified())
              .map(ModuleDescriptor.Exports::source)
              .collect(Collectors.toSet()));
    }
  }
}
