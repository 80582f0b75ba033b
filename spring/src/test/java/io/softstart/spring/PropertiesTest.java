package io.softstart.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.config.ConfigReader;
import io.softstart.net.ServiceUrl;
import io.softstart.probe.GateFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What editors are told of the properties, what the documentation says, and what there is. */
class PropertiesTest {
  private static final Path METADATA =
      Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");
  private static final Path DOCUMENTATION = Path.of("../docs/spring-boot.md");
  private static final String GATES = "softstart.gates";

  /** A URL of each kind, and the gate that Spring's own properties make of such a server. */
  private static final Map<String, String> KINDS =
      Map.of(
          "jdbc:postgresql://localhost/orders", "datasource",
          "redis://localhost", "redis",
          "kafka://localhost:9092", "kafka",
          "http://localhost/", "",
          "tcp://localhost:1", "");

  /** Spring's own properties say these. */
  private static final Set<String> WITH_A_URL =
      Set.of("user", "password", "password-file", "cluster", "cluster-ok");

  private record Property(String type, String fallback, String text) {}

  private static Map<String, Property> metadata() throws IOException {
    String json = Files.readString(METADATA);
    String properties = json.substring(json.indexOf("\"properties\""), json.indexOf("\"hints\""));
    Map<String, Property> all = new TreeMap<>();
    for (String object : properties.split("\\},")) {
      all.put(
          value("name", object),
          new Property(
              value("type", object), value("defaultValue", object), value("description", object)));
    }
    assertThat(all.size()).isGreaterThan(50);
    return all;
  }

  private static String value(String key, String object) {
    Matcher value = Pattern.compile("\"" + key + "\": (\"([^\"]*)\"|[a-z0-9.]+)").matcher(object);
    return !value.find() ? "" : value.group(2) == null ? value.group(1) : value.group(2);
  }

  /** Rows of a table, by their first cell. */
  private static Map<String, List<String>> table(String header) throws IOException {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    boolean inside = false;
    for (String line : Files.readAllLines(DOCUMENTATION)) {
      if (line.equals(header)) {
        inside = true;
      } else if (inside && !line.startsWith("|")) {
        break;
      } else if (inside && !line.startsWith("|---")) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.substring(1, line.length() - 1).split("\\|", -1)) {
          cells.add(cell.strip().replace("`", ""));
        }
        rows.put(cells.get(0), cells);
      }
    }
    assertThat(rows).as(header).hasSizeGreaterThan(8);
    return rows;
  }

  private static Map<String, List<String>> generalRows() throws IOException {
    return table("| property | default | |");
  }

  private static Map<String, List<String>> rowsOfAnyGate() throws IOException {
    return table("| `softstart.gates.<name>.` | default | |");
  }

  private static Map<String, List<String>> rowsOfKinds() throws IOException {
    return table("| `softstart.gates.<name>.` | for | |");
  }

  /** What a start with one gate asks for; the truth. */
  private static Set<String> asked() {
    return Read.file(GATES + ".x.url", "tcp://localhost:1").asked();
  }

  private static Set<String> askedOfTheProbe(String url) {
    EnvironmentSource source = new EnvironmentSource();
    source.attach(Read.file().environment());
    ConfigReader.read(
        List.of(source),
        reader -> {
          for (GateFactory factory : ServiceLoader.load(GateFactory.class)) {
            if (factory.schemes().contains(url.substring(0, url.indexOf(':')))) {
              return factory.probe(ServiceUrl.of(url), reader);
            }
          }
          throw new AssertionError("nobody takes " + url);
        });
    return source.asked();
  }

  @Test
  void generalPropertiesAreTheSameEverywhere() throws IOException {
    Set<String> inCode = new TreeSet<>(asked());
    inCode.removeIf(name -> name.startsWith(GATES));
    Map<String, Property> metadata = metadata();
    metadata.keySet().removeIf(name -> name.startsWith(GATES));

    assertThat(metadata.keySet()).isEqualTo(inCode);
    assertThat(generalRows().values())
        .containsExactlyInAnyOrderElementsOf(
            metadata.entrySet().stream()
                .map(
                    property ->
                        List.of(
                            property.getKey(),
                            property.getValue().fallback,
                            property.getValue().text))
                .toList());
  }

  @Test
  void settingsOfAnyGateAreTheSameEverywhere() throws IOException {
    Set<String> inCode =
        asked().stream()
            .filter(name -> name.startsWith(GATES))
            .map(name -> name.substring((GATES + ".x.").length()))
            .filter(name -> !Conditions.FITTING.containsKey(name))
            .collect(Collectors.toSet());
    assertThat(rowsOfAnyGate().keySet()).isEqualTo(inCode);
  }

  @Test
  void whatAProbeCanBeToldIsTheSameEverywhere() throws IOException {
    Map<String, String> kinds = new TreeMap<>();
    for (String url : KINDS.keySet()) {
      String kind = url.substring(0, url.indexOf(':'));
      for (String option : askedOfTheProbe(url)) {
        kinds.merge(
            option,
            kind,
            (one, other) -> Stream.of(one, other).sorted().collect(Collectors.joining(", ")));
      }
    }
    assertThat(Conditions.FITTING.keySet()).isEqualTo(kinds.keySet());
    assertThat(rowsOfKinds().values().stream().map(row -> row.get(0) + " " + row.get(1)))
        .containsExactlyInAnyOrderElementsOf(
            kinds.entrySet().stream().map(kind -> kind.getKey() + " " + kind.getValue()).toList());
    kinds.forEach(
        (option, kind) ->
            assertThat(Conditions.FITTING.get(option)).as(option).contains(kind.split(",")[0]));
  }

  @Test
  void editorsKnowWhatGatesOfSpringsOwnCanBeTold() throws IOException {
    Map<String, List<String>> expected = new TreeMap<>();
    for (Map.Entry<String, String> kind : KINDS.entrySet()) {
      String prefix = GATES + "." + kind.getValue() + ".";
      if (!kind.getValue().isEmpty()) {
        rowsOfAnyGate()
            .forEach(
                (option, row) -> expected.put(prefix + option, List.of(row.get(1), row.get(2))));
        expected.remove(prefix + "url");
        Set<String> options = askedOfTheProbe(kind.getKey());
        options.removeAll(WITH_A_URL);
        for (String option : options) {
          expected.put(prefix + option, List.of("", rowsOfKinds().get(option).get(2)));
        }
      }
    }
    Map<String, List<String>> known = new TreeMap<>();
    metadata()
        .forEach(
            (name, property) -> {
              if (name.startsWith(GATES + ".")) {
                known.put(name, List.of(property.fallback, property.text));
              }
            });
    assertThat(known).isEqualTo(expected);
  }

  @Test
  void typesExist() throws IOException {
    assertThat(metadata().values())
        .extracting(Property::type)
        .allSatisfy(type -> Class.forName(type.replaceAll("<.*", "")));
  }
}
