package io.softstart.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.config.ConfigReader;
import io.softstart.config.ConfigResult;
import io.softstart.config.ConfigSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/configuration.md lists what operators can set, as the code reads it. */
class OperatorSettingsDocTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");
  private static final String FROM = "<!-- settings: from here -->\n";
  private static final String TO = "<!-- settings: to here -->";

  @Test
  void theTableIsWhatTheCodeReads() throws IOException {
    ConfigResult<String> read =
        ConfigReader.read(List.of(), new OperatorSettings<>(Limits.DEFAULT, env -> ""));
    String page = Files.readString(PAGE);
    int from = page.indexOf(FROM) + FROM.length();
    int to = page.indexOf(TO, from);

    assertThat(read.markdown()).contains("SOFTSTART_DEADLINE");
    if (Boolean.getBoolean("softstart.updateDocs")) {
      Files.writeString(PAGE, page.substring(0, from) + read.markdown() + page.substring(to));
    } else {
      assertThat(page.substring(from, to))
          .as("docs differ; run the tests with -Dsoftstart.updateDocs=true")
          .isEqualTo(read.markdown());
    }
  }

  @Test
  void everySettingIsKnownAndExplained() throws IOException {
    Map<String, Integer> mentioned = new LinkedHashMap<>();
    Pattern.compile("`(SOFTSTART_[A-Z_]+)")
        .matcher(Files.readString(PAGE))
        .results()
        .forEach(name -> mentioned.merge(name.group(1), 1, Integer::sum));
    Map<String, String> set = new LinkedHashMap<>();
    mentioned.keySet().forEach(name -> set.put(name, ""));

    assertThat(OperatorSettings.unknown(List.of(ConfigSources.of("the page", set)))).isEmpty();
    mentioned.remove("SOFTSTART_TEST_SERVERS"); // the testkit's
    assertThat(mentioned).hasSizeGreaterThan(10);
    assertThat(mentioned)
        .allSatisfy(
            (name, times) ->
                assertThat(times).as("%s only stands in the table", name).isGreaterThan(1));
  }
}
