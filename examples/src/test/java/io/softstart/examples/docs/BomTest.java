package io.softstart.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The BOM lists what is published: release/stage builds just that. */
class BomTest {
  private static final Path ROOT = Path.of("..");
  private static final XPath XPATH = XPathFactory.newInstance().newXPath();

  @Test
  void listsEveryPublishedModule() throws Exception {
    Set<String> published = new TreeSet<>();
    for (String module : all(pom(ROOT), "/project/modules/module")) {
      Document pom = pom(ROOT.resolve(module));
      boolean kept = one(pom, "/project/properties/maven.deploy.skip").equals("true");
      if (!kept && !one(pom, "/project/packaging").equals("pom")) {
        published.add(one(pom, "/project/artifactId"));
        assertThat(one(pom, "/project/description")).as(module).endsWith(".");
      }
    }
    Document bom = pom(ROOT.resolve("bom"));
    String managed = "/project/dependencyManagement/dependencies/dependency";

    assertThat(published).contains("softstart-core", "softstart-test", "softstart-testkit");
    assertThat(all(bom, managed + "/artifactId")).isEqualTo(published);
    assertThat(all(bom, managed + "/version")).containsExactly(one(pom(ROOT), "/project/version"));
  }

  /** It is imported by those who install this from source, too. */
  @Test
  void managesNothingElseWhereItIsInstalled() throws Exception {
    Document installed = parsed(ROOT.resolve("bom/target/.flattened-pom.xml"));

    assertThat(one(installed, "/project/parent")).isEmpty();
    assertThat(all(installed, "//dependency/groupId")).containsExactly("io.softstart");
  }

  private static Document pom(Path directory) throws Exception {
    return parsed(directory.resolve("pom.xml"));
  }

  private static Document parsed(Path pom) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
  }

  private static String one(Document pom, String path) throws Exception {
    return XPATH.evaluate(path, pom);
  }

  private static Set<String> all(Document pom, String path) throws Exception {
    NodeList found = (NodeList) XPATH.evaluate(path, pom, XPathConstants.NODESET);
    Set<String> texts = new TreeSet<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }
}
