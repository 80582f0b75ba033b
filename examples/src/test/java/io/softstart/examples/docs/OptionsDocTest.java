package io.softstart.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.StartupOptions;
import io.softstart.gate.Backoff;
import io.softstart.gate.Gate;
import io.softstart.gate.OptionalGate;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.kafka.KafkaProbe;
import io.softstart.probe.FileProbe;
import io.softstart.probe.GateFactory;
import io.softstart.probe.HttpProbe;
import io.softstart.probe.TcpProbe;
import io.softstart.redis.RedisProbe;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/configuration.md names every option that the code has. */
class OptionsDocTest {
  private static String page = "";

  @BeforeAll
  static void read() throws IOException {
    page = Files.readString(Path.of("../docs/configuration.md"));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        StartupOptions.class,
        Gate.class,
        OptionalGate.class,
        TcpProbe.class,
        FileProbe.class,
        HttpProbe.class,
        JdbcProbe.class,
        RedisProbe.class,
        KafkaProbe.class,
        Backoff.class
      })
  void everyOptionIsThere(Class<?> type) {
    int seen = 0;
    for (Method method : type.getMethods()) {
      if (method.getReturnType() == type) {
        String name = method.getName();
        // a factory stands with its arguments, and with its class where that is shown first
        assertThat(page)
            .as("%s of %s", name, type.getSimpleName())
            .containsPattern(
                Modifier.isStatic(method.getModifiers())
                    ? "[`.]" + name + "\\("
                    : "`" + name + "`");
        seen++;
      }
    }
    assertThat(seen).isPositive();
  }

  @Test
  void everyRowIsAnOptionThatThereIs() {
    Set<String> names = new HashSet<>();
    for (Class<?> type : List.of(StartupOptions.class, Gate.class, OptionalGate.class)) {
      for (Method method : type.getMethods()) {
        names.add(method.getName());
      }
    }
    String rows = page.substring(page.indexOf("### The startup"), page.indexOf("### Probes"));
    Matcher row = Pattern.compile("(?m)^\\| `(\\w+)[(`]").matcher(rows);
    int seen = 0;
    while (row.find()) {
      assertThat(names).contains(row.group(1));
      seen++;
    }
    assertThat(seen).isGreaterThan(20);
  }

  @Test
  void everySchemeIsThere() {
    String schemes =
        page.substring(page.indexOf("### Gates by URL"), page.indexOf("## What the code"));
    int seen = 0;
    for (GateFactory factory : ServiceLoader.load(GateFactory.class)) {
      for (String scheme : factory.schemes()) {
        assertThat(schemes).contains("`" + scheme + "`");
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(6);
  }
}
