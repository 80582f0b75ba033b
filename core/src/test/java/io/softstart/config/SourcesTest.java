package io.softstart.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where settings are found, in which form, and what the place is called. */
class SourcesTest {
  @TempDir Path mounted;

  @ParameterizedTest
  @ValueSource(strings = {"--orders-http-port=1", "--ORDERS_HTTP_PORT=1", "--orders.http.port=1"})
  void theCommandLineHasManyForms(String argument) {
    ConfigSource source = new CommandLine("serve", "--orders-http-port=9", argument);
    assertThat(source.find("ORDERS_HTTP_PORT")).contains("1");
    assertThat(source.find("orders.http.port")).contains("1");
    assertThat(source.origin("ORDERS_HTTP_PORT")).isEqualTo("command line --orders-http-port");
    assertThat(source.names()).containsExactly("--orders-http-port");
  }

  @Test
  void argumentsAfterABareDoubleDashAreNotOurs() {
    assertThat(new CommandLine("--", "--key=1").find("KEY")).isEmpty();
  }

  @Test
  void anArgumentWithoutItsValueIsNotOverlooked() {
    ConfigResult<?> configured =
        ConfigReader.read(
            ConfigSources.standard("--softstart-test-port", "8080"),
            e -> e.integer("SOFTSTART_TEST_PORT").orElse(1));
    assertThat(configured.problems().get(0).what())
        .isEqualTo("cannot be read: it has no value, write --softstart-test-port=<value>");
  }

  @Test
  void systemPropertiesAreFoundAsWrittenOrDotted() {
    ConfigSource source = new SystemProperties();
    System.setProperty("softstart.test.port", "1");
    try {
      assertThat(source.find("SOFTSTART_TEST_PORT")).contains("1");
      assertThat(source.origin("SOFTSTART_TEST_PORT"))
          .isEqualTo("system property softstart.test.port");
      System.setProperty("SOFTSTART_TEST_PORT", "2");
      assertThat(source.find("SOFTSTART_TEST_PORT")).contains("2");
      assertThat(source.names()).contains("SOFTSTART_TEST_PORT", "softstart.test.port");
    } finally {
      System.clearProperty("softstart.test.port");
      System.clearProperty("SOFTSTART_TEST_PORT");
    }
  }

  @Test
  void theOperatorsOwnPropertiesMayHaveDashes() {
    System.setProperty("softstart.test-long-name", "1");
    try {
      ConfigSource source = new SystemProperties();
      assertThat(source.find("SOFTSTART_TEST_LONG_NAME")).contains("1");
      assertThat(source.origin("SOFTSTART_TEST_LONG_NAME"))
          .isEqualTo("system property softstart.test-long-name");
    } finally {
      System.clearProperty("softstart.test-long-name");
    }
  }

  @Test
  void theJvmsOwnPropertiesAnswerNoOtherName() {
    ConfigSource source = new SystemProperties();
    assertThat(source.find("USER_NAME")).isEmpty();
    assertThat(source.find("JAVA_HOME")).isEmpty();
    assertThat(source.find("user.name")).contains(System.getProperty("user.name"));
  }

  @Test
  void theEnvironmentIsFoundAsWrittenOrInUpperCase() {
    ConfigSource source = new Environment();
    String path = System.getenv("PATH");
    assertThat(path).isNotEmpty();
    assertThat(source.find("PATH")).contains(path);
    assertThat(source.find("path")).contains(path);
    assertThat(source.origin("path")).isEqualTo("environment variable PATH");
    assertThat(source.origin("orders.http-port"))
        .isEqualTo("environment variable ORDERS_HTTP_PORT");
    assertThat(source.find("SOFTSTART_NO_SUCH_VARIABLE")).isEmpty();
    assertThat(source.names()).contains("PATH");
  }

  @Test
  void theFirstSourceWins() {
    List<ConfigSource> sources =
        List.of(new CommandLine("--key=first"), ConfigSources.of("test", Map.of("KEY", "second")));
    assertThat(ConfigReader.read(sources, e -> e.string("KEY").required()).value())
        .contains("first");
    assertThat(ConfigSources.standard("--a=1"))
        .extracting(s -> s.getClass().getSimpleName())
        .containsExactly("CommandLine", "SystemProperties", "Environment");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pa55 word", "pa55 word\n"})
  void aMountedSecretLosesOneLineEnd(String content) throws Exception {
    Path file = Files.writeString(mounted.resolve("password"), content);
    assertThat(fromFile(file.toString()).value().map(Secret::reveal)).contains("pa55 word");
  }

  @Test
  void badFiles() throws Exception {
    assertThat(what(mounted.resolve("none"))).isEqualTo("cannot be read: FILE does not exist");
    assertThat(what(mounted)).isEqualTo("cannot be read: FILE is a directory");
    assertThat(what(Files.write(mounted.resolve("bytes"), new byte[] {(byte) 0xff})))
        .isEqualTo("cannot be read: FILE is not text in UTF-8");
    assertThat(what(Files.write(mounted.resolve("large"), new byte[65 * 1024])))
        .isEqualTo("cannot be read: FILE is larger than 64 KB");
    assertThat(what(Files.writeString(mounted.resolve("blank"), "secret \n")))
        .isEqualTo("starts or ends with a space");
    assertThat(what(Files.writeString(mounted.resolve("windows"), "secret\r\n")))
        .isEqualTo("has Windows line ends: a carriage return would be part of the secret");
    assertThat(what(Files.writeString(mounted.resolve("empty"), "\n")))
        .isEqualTo("is set but empty");
    assertThat(fromFile("a\0b").problems().get(0).what())
        .isEqualTo("cannot be read: that is not a path");
  }

  private static String what(Path file) {
    ConfigProblem problem = fromFile(file.toString()).problems().get(0);
    assertThat(problem.origin()).contains("file named by KEY_FILE in test");
    return problem.what().replace(file.toString(), "FILE");
  }

  @Test
  void aPathThatMayBeASecretIsNotRepeated() {
    for (String odd : List.of("Qz0815-pw/x", "/Qz0815 pw", "/Qz0815$pw", "/Qz" + "x".repeat(200))) {
      assertThat(fromFile(odd).problems().get(0).what())
          .isEqualTo("cannot be read: the file does not exist");
    }
  }

  private static ConfigResult<Secret> fromFile(String file) {
    return Read.from(Map.of("KEY_FILE", file, "KEY", ""), e -> e.secret("KEY").required());
  }

  @Test
  void aPropertiesFileComesLast() throws Exception {
    Path file =
        Files.writeString(
            mounted.resolve("app.properties"),
            "# defaults\nKEY=from file\nother.key = gr\u00fcn\nTHIRD_KEY: x");
    List<ConfigSource> sources =
        List.of(ConfigSources.of("test", Map.of("KEY", "set")), ConfigSources.properties(file));
    ConfigResult<List<String>> configured =
        ConfigReader.read(
            sources, e -> List.of(e.string("KEY").required(), e.string("OTHER_KEY").required()));
    assertThat(configured.value()).contains(List.of("set", "gr\u00fcn"));
    ConfigProblem problem =
        ConfigReader.read(sources, e -> e.integer("OTHER_KEY").required()).problems().get(0);
    assertThat(problem.origin()).contains("other.key in " + file);
  }

  @Test
  void aDotenvFile() throws Exception {
    Path file =
        Files.writeString(
            mounted.resolve(".env"),
            """
            # a comment
            export KEY=bare value # and a comment
            QUOTED="a \\"b\\" \\\\ \\n#c" # not this
            SINGLE='$HOME \\n'
            EMPTY=
            URL=http://h/#x\r
            """);
    ConfigSource source = ConfigSources.dotenv(file);
    assertThat(source.names()).containsExactly("KEY", "QUOTED", "SINGLE", "EMPTY", "URL");
    assertThat(source.find("key")).contains("bare value");
    assertThat(source.find("QUOTED")).contains("a \"b\" \\ \n#c");
    assertThat(source.find("SINGLE")).contains("$HOME \\n");
    assertThat(source.find("EMPTY")).contains("");
    assertThat(source.find("URL")).contains("http://h/#x");
    assertThat(source.find("NONE")).isEmpty();
  }

  @Test
  void aFileThatIsNotUnderstoodIsOneProblem() throws Exception {
    Path noAssignment = Files.writeString(mounted.resolve("a.env"), "A=1\nsecret stuff\n");
    Path openQuote = Files.writeString(mounted.resolve("b.env"), "A='1\n");
    Path bytes = Files.write(mounted.resolve("c.env"), new byte[] {'A', '=', (byte) 0xff});
    Path malformed = Files.writeString(mounted.resolve("d.properties"), "A=\\u00zz");
    assertThat(broken(ConfigSources.dotenv(noAssignment)))
        .isEqualTo("cannot be read: " + noAssignment + ": line 2 is not KEY=value");
    assertThat(broken(ConfigSources.dotenv(openQuote)))
        .isEqualTo(
            "cannot be read: " + openQuote + ": line 1 has quotation marks that do not match");
    assertThat(broken(ConfigSources.dotenv(bytes))).contains("it is not text in UTF-8");
    assertThat(broken(ConfigSources.dotenv(mounted))).contains("it is a directory, not a file");
    assertThat(broken(ConfigSources.properties(malformed))).contains("Malformed");
  }

  private static String broken(ConfigSource source) {
    ConfigResult<?> configured =
        ConfigReader.read(
            List.of(source),
            e -> e.string("A").required() + e.string("B").optional() + e.secret("C").required());
    assertThat(configured.problems()).hasSize(1);
    return configured.problems().get(0).what();
  }

  @Test
  void aFileThatIsNotThereHoldsNothing() {
    ConfigSource source = ConfigSources.properties(mounted.resolve("none.properties"));
    assertThat(source.find("KEY")).isEmpty();
    assertThat(source.names()).isEmpty();
  }

  @Test
  void aMountedSecretStandsBeforeAPropertiesFile() throws Exception {
    Path secret = Files.writeString(mounted.resolve("password"), "mounted-secret");
    Path file = Files.writeString(mounted.resolve("app.properties"), "KEY=of-the-laptop");
    ConfigResult<Secret> configured =
        ConfigReader.read(
            List.of(
                ConfigSources.of("test", Map.of("KEY_FILE", secret.toString())),
                ConfigSources.properties(file)),
            e -> e.secret("KEY").required());
    assertThat(configured.value().map(Secret::reveal)).contains("mounted-secret");

    Files.writeString(file, "KEY_FILE=" + secret);
    configured =
        ConfigReader.read(
            List.of(
                ConfigSources.of("test", Map.of("KEY", "set-directly")),
                ConfigSources.properties(file)),
            e -> e.secret("KEY").required());
    assertThat(configured.value().map(Secret::reveal)).contains("set-directly");
  }

  @Test
  void aSecretAndItsFileExcludeEachOther() {
    ConfigResult<?> both =
        Read.from(Map.of("KEY", "abc", "KEY_FILE", "/x"), e -> e.secret("KEY").required());
    ConfigProblem problem = both.problems().get(0);
    assertThat(problem.what()).isEqualTo("is set, and so is KEY_FILE");
    assertThat(problem.hint()).contains("keep KEY in test or KEY_FILE in test, not both");
    assertThat(
            Read.from(Map.of("KEY", "abc", "KEY_FILE", ""), e -> e.secret("KEY").required())
                .value())
        .contains(Secret.of("abc"));
  }

  @Test
  void aSecretOnTheCommandLineIsAWarning() {
    ConfigResult<Optional<Secret>> configured =
        ConfigReader.read(
            ConfigSources.standard("--softstart-test-key=abcdef"),
            e -> e.secret("SOFTSTART_TEST_KEY").optional());
    assertThat(configured.value()).contains(Optional.of(Secret.of("abcdef")));
    assertThat(configured.warnings().get(0).what())
        .isEqualTo("is on the command line, where every user of the host can see it");
  }
}
