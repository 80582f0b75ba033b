package io.softstart.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigReader;
import io.softstart.config.ConfigResult;
import io.softstart.config.ConfigSources;
import io.softstart.gate.AnyGate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gates that operators add: what is understood, and one problem for all that is not. */
class WaitForTest {
  private static ConfigResult<?> read(String text) {
    return read(Map.of("SOFTSTART_WAIT_FOR", text, "SOFTSTART_GRACE", "x"));
  }

  private static ConfigResult<?> read(Map<String, String> settings) {
    return ConfigReader.read(
        List.of(ConfigSources.of("test", settings)),
        new OperatorSettings<>(Limits.DEFAULT, env -> ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=tcp://h:1;b=tcp://h:2|a: a comma separates gates, not the semicolon before b",
        "a=tcp://h:1 ; b = http://h/|a: a comma separates gates, not the semicolon before b",
        "a=tcp://h:1,a=tcp://h:2|two gates are called a",
        "a=tcp://h:1,,b=tcp://h:2|an entry between its commas is empty",
        "a=tcp://h:1,|an entry between its commas is empty",
        ",a=tcp://h:1|an entry between its commas is empty",
        "auto,b|is refused: entry 2 is not name=url",
        "tcp://h:1|entry 1 is not name=url",
        "=tcp://h:1|entry 1 is not name=url",
        "a b=tcp://h:1|entry 1 is not name=url",
        "a=tpc://h:1|a: no gate takes a URL of this scheme",
        "a=|a: no gate takes a URL of this scheme",
        "a=tcp://h:99999|a: port 99999 is not between 1 and 65535",
        "a=http://h:0/x|a: port 0 is not between 1 and 65535",
        "a=tcp://x|a: is refused: expected is tcp://host:port",
        "es=http://127.0.0.1:9200,foo|es: ",
        "a=tcp://h:1?softstart.grace=5|a: option softstart.grace is a number without a unit (add",
        "a=tcp://h:1?softstart.grce=5s|a: option softstart.grce is unknown: did you mean grace?",
        "a=tcp://h:1?softstart.backoff=5|a: option softstart.backoff is refused: expected is a",
        "a=tcp://h:1?softstart.max-attempts=5|a: option softstart.max-attempts needs softstart.backoff",
      })
  void whatIsWrongIsOneProblemAmongTheOthers(String text, String what) {
    List<ConfigProblem> problems = read(text).problems();
    assertThat(problems)
        .extracting(ConfigProblem::key)
        .containsExactly("SOFTSTART_GRACE", "SOFTSTART_WAIT_FOR");
    assertThat(problems.get(1).what()).contains(what).doesNotContain(".java");
  }

  /** An image that sets it for the agent must not end an application that waits by itself. */
  @Test
  void autoIsForTheAgentAndEndsNoStart() {
    for (String text : List.of("auto", "AUTO", " auto , mail=tcp://h:25")) {
      ConfigResult<?> read = read(text);
      assertThat(read.problems()).as(text).noneMatch(p -> p.key().contains("WAIT_FOR"));
      assertThat(read.warnings()).as(text).anyMatch(w -> w.what().contains("auto"));
    }
  }

  @Test
  void aLineIsNoSeparator() {
    assertThat(read("a=tcp://h:1\nb=tcp://h:2").problems().get(1).what())
        .isEqualTo("is refused: a: a comma separates gates, not the end of a line");
    assertThat(read("a=tcp://h:1,\n  b=tcp://h:2\n").problems()).hasSize(1);
  }

  /** What is said of a comma too many is all that is said of it. */
  @ParameterizedTest
  @ValueSource(strings = {"a=tcp://h:1,", ",a=tcp://h:1", "a=tcp://h:1, ,b=tcp://h:2", ",", " , "})
  void aCommaTooManyIsTheOnlyFault(String text) {
    assertThat(read(text).problems().get(1).what())
        .endsWith("is refused: an entry between its commas is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=redis://:88888/x@h:1", "a=tcp://u:88888@h/x@y"})
  void whatMayBeAPasswordIsNotToldAsAPort(String text) {
    assertThat(read(text).problems().toString()).doesNotContain("88888");
  }

  /** A value is left out of what others say of it, not a letter of it out of our words. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "e", "na", "1", "url"})
  void aShortValueLeavesTheMessageWhole(String text) {
    assertThat(read(text).problems().get(1).what())
        .isEqualTo("is refused: entry 1 is not name=url");
  }

  @Test
  void allThatIsWrongIsTold() {
    assertThat(read("a=tcp://x,b=tpc://h:1,tcp://h").problems().get(1).what())
        .contains("a: is refused", "; b: no gate takes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=tcp://h:1",
        " a = tcp://h:1 , b = http://h/x;y=z ",
        "a=tcp://h:1?softstart.backoff=2s,x2,10s&softstart.max-attempts=10,b=tcp://h:2",
      })
  void whatIsRightMakesGates(String text) {
    assertThat(read(Map.of("SOFTSTART_WAIT_FOR", text)).problems()).isEmpty();
  }

  @Test
  void aBackoffOfTheOperatorIsAmongTheLimits() {
    OperatorSettings<String> settings = new OperatorSettings<>(Limits.DEFAULT, env -> "");
    ConfigResult<String> read =
        ConfigReader.read(
            List.of(ConfigSources.of("test", Map.of("SOFTSTART_BACKOFF", "2s,x2,10s"))), settings);
    assertThat(read.problems()).isEmpty();
    assertThat(settings.limits().backoff()).isNotNull();
    assertThat(read(Map.of("SOFTSTART_BACKOFF", "2s,2,10s")).problems())
        .extracting(ConfigProblem::what)
        .singleElement()
        .asString()
        .contains("expected is a pause (5s), or first, factor and cap");
  }

  @Test
  @Timeout(10)
  void aTextWithoutEndIsRefusedAtOnce() {
    assertThat(read("a=tcp://h:1,".repeat(30_000)).problems().get(1).what())
        .contains("longer than 16384 characters");
    assertThat(read("a=tcp://" + "b=;".repeat(5_000)).problems()).hasSize(2);
    assertThat(read("a=tcp://" + ",b".repeat(8_000)).problems()).hasSize(2);
  }

  @Test
  void settingsWithoutEffectAreTold() {
    assertThat(read(Map.of("SOFTSTART_RESTART_PAUSE", "20s")).warnings())
        .extracting(ConfigProblem::what)
        .containsExactly("has no effect: it needs SOFTSTART_STATE_DIR");
    assertThat(read(Map.of("SOFTSTART_STATUS_BIND", "0.0.0.0")).warnings())
        .extracting(ConfigProblem::what)
        .containsExactly("has no effect: it needs SOFTSTART_STATUS_PORT");
    assertThat(read(Map.of("SOFTSTART_TERMINATION_MESSAGE", "/proc/nope/x")).warnings())
        .extracting(ConfigProblem::what)
        .containsExactly("has no effect: this process may not write /proc/nope/x");
    assertThat(
            read(Map.of(
                    "SOFTSTART_RESTART_PAUSE", "20s",
                    "SOFTSTART_STATE_DIR", "/tmp",
                    "SOFTSTART_STATUS_BIND", "0.0.0.0",
                    "SOFTSTART_STATUS_PORT", "0",
                    "SOFTSTART_TERMINATION_MESSAGE", "/dev/null"))
                .warnings())
        .isEmpty();
  }

  /** Kubernetes sets it in every pod of the namespace, and no pod may end because of that. */
  @Test
  void aServiceCalledSoftstartStatusSetsNothing() {
    var read =
        read(
            Map.of(
                "SOFTSTART_STATUS_PORT", "tcp://10.43.0.7:80",
                "SOFTSTART_STATUS_PORT_80_TCP_PORT", "80",
                "SOFTSTART_STATUS_SERVICE_HOST", "10.43.0.7"));
    assertThat(read.problems()).isEmpty();
    assertThat(read.warnings())
        .extracting(ConfigProblem::what)
        .containsExactly("was set by Kubernetes for a Service, and is passed over");
  }

  /** Field case 52: what stands behind these commas is a part of the URL. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://h:1/search?sort=a,b=c",
        "http://h:1/?a=1,topsecretpart=2",
        "http://h:1/(host=127.0.0.1,port=3307),(host=127.0.0.1,port=3308)/app?user=app&password=pw",
        "http://h:1/address=(host=127.0.0.1)(port=3306),address=(host=127.0.0.1)(port=3307)/app",
        "http://h:1/?options=-c%20a=b,c=d",
        "http://h:1/?sessionVariables=sql_mode='ANSI',time_zone='+01:00'",
      })
  void aCommaOfAUrlSeparatesNothing(String url) {
    assertThat(new WaitFor().apply("a=" + url)).extracting(AnyGate::name).containsExactly("a");
    assertThat(new WaitFor().apply("a=" + url + ",b=tcp://h:1, c = http://h/"))
        .extracting(AnyGate::name)
        .containsExactly("a", "b", "c");
  }

  @Test
  void noPartOfAPasswordIsTakenForAName() {
    String text = "a=tcp://u:pass,topsecretpart=1@h,b=tcp://h:1";
    assertThat(read(text).problems()).noneMatch(p -> p.toString().contains("topsecret"));
  }

  @Test
  void namesOfGatesAreThoseOfTheText() {
    assertThat(new WaitFor().apply("a=tcp://h:1,b=tcp://h:2"))
        .extracting(AnyGate::name)
        .containsExactly("a", "b");
  }
}
