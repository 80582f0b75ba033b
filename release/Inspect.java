import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Looks through staged artifacts for what Maven Central or a user would miss or mind. */
final class Inspect {
  private static final String GROUP = "io.softstart";
  private static final String BOM = "softstart-bom";

  /** What Maven Central asks of each POM. */
  private static final List<String> METADATA =
      List.of("name", "description", "url", "licenses", "developers", "scm");

  private final List<String> problems = new ArrayList<>();
  private final Path staged;
  private final String version;
  private final boolean signed;
  private final Set<String> modules;
  private int files;

  private Inspect(Path staging, String version, boolean signed) throws IOException {
    this.staged = staging.resolve("io/softstart");
    this.version = version;
    this.signed = signed;
    this.modules = names(staged);
  }

  /**
   * Arguments: the directory, the version, and whether all must be signed ("=false": not skipped).
   */
  public static void main(String[] args) throws Exception {
    Inspect inspect = new Inspect(Path.of(args[0]), args[1], args[2].equals("=false"));
    inspect.all();
    inspect.problems.forEach(System.err::println);
    System.out.printf(
        "%d files of %d artifacts, %d problems%n",
        inspect.files, inspect.modules.size(), inspect.problems.size());
    System.exit(inspect.problems.isEmpty() && inspect.files > 0 ? 0 : 1);
  }

  private void all() throws Exception {
    for (String module : modules) {
      Path directory = staged.resolve(module).resolve(version);
      String file = module + "-" + version;
      checkFiles(directory, file, module.equals(BOM));
      Document pom =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(directory.resolve(file + ".pom").toFile());
      checkPom(module, pom);
      checkSbom(module, directory.resolve(file + "-cyclonedx.json"), pom);
      if (!module.equals(BOM)) {
        checkJars(directory, file);
      }
    }
    if (!modules.contains(BOM)) {
      problems.add("no " + BOM);
    }
  }

  private void checkFiles(Path directory, String file, boolean pomOnly) throws Exception {
    Set<String> wanted = new TreeSet<>();
    for (String end : List.of(".pom", "-cyclonedx.json", ".jar", "-sources.jar", "-javadoc.jar")) {
      if (pomOnly && end.endsWith(".jar")) {
        continue;
      }
      for (String more : List.of("", ".md5", ".sha1")) {
        wanted.add(file + end + more);
      }
      if (signed) {
        wanted.add(file + end + ".asc");
      }
    }
    Set<String> found = names(directory);
    if (!found.equals(wanted)) {
      Set<String> missing = new TreeSet<>(wanted);
      missing.removeAll(found);
      found.removeAll(wanted);
      problems.add(file + ": missing " + missing + ", too many " + found);
    }
    for (String name : names(directory)) {
      files++;
      if (name.endsWith(".sha1")) {
        Path of = directory.resolve(name.substring(0, name.length() - 5));
        if (!Files.readString(directory.resolve(name)).strip().equals(sha1(of))) {
          problems.add(name + " is not the sum of its file");
        }
      }
    }
  }

  private void checkPom(String module, Document pom) {
    Element project = pom.getDocumentElement();
    for (String element : METADATA) {
      if (text(project, element).isBlank()) {
        problems.add(module + ": the POM has no " + element);
      }
    }
    for (String element : List.of("parent", "build", "properties", "repositories")) {
      if (child(project, element) != null) {
        problems.add(module + ": the POM has a " + element);
      }
    }
    if (project.getTextContent().contains("${")) {
      problems.add(module + ": the POM has a property that is not resolved");
    }
    if (!text(project, "version").equals(version)) {
      problems.add(module + ": the POM has version " + text(project, "version"));
    }
    for (Element dependency : elements(project, "dependency")) {
      checkDependency(module, dependency);
    }
    if (module.equals(BOM)) {
      Set<String> managed =
          elements(project, "dependency").stream()
              .map(dependency -> text(dependency, "artifactId"))
              .collect(Collectors.toCollection(TreeSet::new));
      managed.add(BOM);
      if (!managed.equals(modules) || child(project, "dependencies") != null) {
        problems.add(BOM + " manages " + managed + ", and staged is " + modules);
      }
    }
  }

  private void checkDependency(String module, Element dependency) {
    String artifact = text(dependency, "artifactId");
    String said = module + ": its dependency " + artifact;
    if (text(dependency, "version").isBlank()) {
      problems.add(said + " has no version");
    }
    if (text(dependency, "scope").equals("test") || text(dependency, "type").equals("test-jar")) {
      problems.add(said + " is for tests");
    }
    boolean ofPlatform =
        ((Element) dependency.getParentNode().getParentNode()).getTagName().equals("profile");
    if (ofPlatform && text(dependency, "optional").equals("true")) {
      problems.add(said + " is optional: users on that platform would not get it");
    }
    if (text(dependency, "groupId").equals(GROUP)
        && !(modules.contains(artifact) && text(dependency, "version").equals(version))) {
      problems.add(said + " is not published in this version");
    }
  }

  /** It names the artifact, and what users get with it. */
  private void checkSbom(String module, Path file, Document pom) throws IOException {
    String sbom = Files.readString(file);
    List<String> refs = new ArrayList<>(List.of(GROUP + "/" + module + "@" + version));
    Element dependencies = child(pom.getDocumentElement(), "dependencies");
    if (dependencies != null) {
      for (Element dependency : elements(dependencies, "dependency")) {
        refs.add(
            text(dependency, "groupId")
                + "/"
                + text(dependency, "artifactId")
                + "@"
                + text(dependency, "version"));
      }
    }
    for (String ref : refs) {
      if (!sbom.contains("\"bom-ref\" : \"pkg:maven/" + ref + "?")) {
        problems.add(module + ": the SBOM has no " + ref);
      }
    }
  }

  private void checkJars(Path directory, String file) throws IOException {
    try (ZipFile jar = new ZipFile(directory.resolve(file + ".jar").toFile());
        ZipFile sources = new ZipFile(directory.resolve(file + "-sources.jar").toFile());
        ZipFile javadoc = new ZipFile(directory.resolve(file + "-javadoc.jar").toFile())) {
      if (jar.getEntry("META-INF/LICENSE") == null) {
        problems.add(file + ".jar has no LICENSE");
      }
      String manifest = text(jar, jar.getEntry("META-INF/MANIFEST.MF"));
      if (jar.getEntry("module-info.class") == null
          && !manifest.contains("Automatic-Module-Name: io.softstart.")) {
        problems.add(file + ".jar has no module name");
      }
      for (ZipEntry entry : (Iterable<ZipEntry>) jar.stream().map(ZipEntry.class::cast)::iterator) {
        String name = entry.getName();
        if (name.endsWith("Test.class") || name.startsWith("io/softstart/trial/")) {
          problems.add(file + ".jar has " + name);
        }
        if (name.endsWith("/pom.xml") && text(jar, entry).contains("<parent>")) {
          problems.add(file + ".jar has a POM with a parent");
        }
        String source = name.replaceAll("(\\$.*)?\\.class$", ".java");
        if (name.endsWith(".class") && sources.getEntry(source) == null) {
          problems.add(file + "-sources.jar has no " + source);
        }
      }
      if (javadoc.getEntry("index.html") == null) {
        problems.add(file + "-javadoc.jar has no index.html");
      }
    }
  }

  private static Set<String> names(Path directory) throws IOException {
    try (Stream<Path> found = Files.list(directory)) {
      return found
          .map(path -> path.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String sha1(Path file) throws IOException, GeneralSecurityException {
    byte[] sum = MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(sum);
  }

  private static String text(ZipFile jar, ZipEntry entry) {
    try {
      return new String(jar.getInputStream(entry).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Element> elements(Element of, String name) {
    NodeList found = of.getElementsByTagName(name);
    return Stream.iterate(0, i -> i < found.getLength(), i -> i + 1)
        .map(i -> (Element) found.item(i))
        .toList();
  }

  /** The element's own child of that name; null if it has none. */
  private static Element child(Element of, String name) {
    for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        return element;
      }
    }
    return null;
  }

  private static String text(Element of, String name) {
    Element child = child(of, name);
    return child == null ? "" : child.getTextContent().strip();
  }
}
