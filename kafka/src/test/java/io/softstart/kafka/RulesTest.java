package io.softstart.kafka;

import static io.softstart.diagnosis.FailureKind.MISCONFIGURED;
import static io.softstart.diagnosis.FailureKind.NOT_YET;
import static io.softstart.diagnosis.FailureKind.OVERLOADED;
import static io.softstart.diagnosis.FailureKind.REJECTED;
import static io.softstart.diagnosis.FailureKind.RESET;
import static io.softstart.diagnosis.FailureKind.STARTING;
import static io.softstart.diagnosis.FailureKind.TIMED_OUT;
import static io.softstart.diagnosis.FailureKind.UNRESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.diagnosis.rules.Rule;
import io.softstart.trial.BoundedRules;
import io.softstart.trial.GeneratedDoc;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.BrokerNotAvailableException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.CoordinatorNotAvailableException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;

/** The rules as data; and those that no broker was brought to. */
class RulesTest {
  private static final Pattern KNOWN =
      Pattern.compile("\\{(target|protocol|mechanism|text|\\d)\\}");
  private static final Diagnosis DIAGNOSIS = KafkaProbe.admin("kafka:9092").diagnosis();

  private static void expect(Throwable thrown, FailureKind kind, String inReason) {
    Failure failure = DIAGNOSIS.diagnose(thrown).orElseThrow();
    assertThat(failure.kind()).as(failure.toString()).isEqualTo(kind);
    assertThat(failure.reason()).contains(inReason).doesNotContain("?");
  }

  private static FailedStepException step(String step, Throwable cause) {
    return new FailedStepException(step, cause);
  }

  @Test
  void textsAreLinesWithoutFullStopAndKnowTheirWords() {
    assertThat(KafkaDiagnosis.table().rules()).hasSizeGreaterThan(40);
    for (Rule rule : KafkaDiagnosis.table().rules()) {
      for (String text : List.of(rule.reason(), rule.action())) {
        assertThat(text).as(rule.name()).doesNotEndWith(".").doesNotContain("\n");
        assertThat(KNOWN.matcher(text).replaceAll("")).as(rule.name()).doesNotContain("{", "}");
      }
    }
  }

  /** What the JVM or the client says of JAAS may hold the whole sasl.jaas.config. */
  @Test
  void textsThatMayHoldALoginAreNotRepeated() {
    String leak = "JAAS config property `x required password=\"S3CRET\"` is odd";
    for (Throwable thrown :
        List.of(
            new KafkaException("Failed to create", new IllegalArgumentException(leak)),
            new SecurityException("Configuration Error: " + leak),
            new LoginException(leak))) {
      Failure failure = DIAGNOSIS.diagnose(thrown).orElseThrow();
      assertThat(failure.reason() + failure.action()).doesNotContain("S3CRET");
    }
  }

  @Test
  void whatNoBrokerWasBroughtTo() {
    expect(
        new KafkaException(
            "Failed to create new KafkaAdminClient",
            new ConfigException("No resolvable bootstrap urls given in bootstrap.servers")),
        UNRESOLVED,
        "kafka:9092");
    expect(
        new KafkaException(
            "Failed to create new KafkaAdminClient",
            new NoClassDefFoundError("java/lang/management/ManagementFactory")),
        MISCONFIGURED,
        "java/lang/management/ManagementFactory");
    expect(
        new ConfigException("Invalid url in bootstrap.servers: nonsense"),
        MISCONFIGURED,
        "malformed");
    expect(new NoBrokerException("a:1 does not answer"), TIMED_OUT, "a:1 does not answer");
    expect(new NoBrokerException("a:1 does not resolve"), UNRESOLVED, "a:1");
    expect(new ListenerException("a:1 does not answer"), TIMED_OUT, "a:1 does not answer");
    expect(step("the cluster", new DisconnectException()), RESET, "broke off");
    expect(step("the cluster", new NotControllerException("moved")), STARTING, "moved");
    expect(step("the cluster", new BrokerNotAvailableException("gone")), STARTING, "gone");
    expect(step("the cluster", new UnknownServerException("odd")), STARTING, "odd");
    expect(step("the cluster", new NetworkException("odd")), STARTING, "odd");
    expect(step("x", new ThrottlingQuotaExceededException("slow")), OVERLOADED, "slow");
    expect(step("x", new UnsupportedVersionException("old")), REJECTED, "old");
    expect(step("x", new UnknownTopicOrPartitionException("t")), NOT_YET, "t");
    expect(step("creation of topic t", new PolicyViolationException("no")), REJECTED, "no");
    expect(
        step("creation of topic t", new ClusterAuthorizationException("no")),
        REJECTED,
        "creation of topic t");
    expect(
        step("creation of topic t", new InvalidReplicationFactorException("3 of 1")),
        NOT_YET,
        "3 of 1");
    expect(step("consumer group g", new CoordinatorNotAvailableException("none")), NOT_YET, "none");
    expect(step("consumer group g", new TimeoutException("late")), NOT_YET, "consumer group g");
    expect(
        step("consumer group g", new InvalidGroupIdException("")),
        MISCONFIGURED,
        "consumer group g");
    expect(step("settings of topic t", new TimeoutException("late")), TIMED_OUT, "settings of");
  }

  @Test
  void rulesPage() {
    GeneratedDoc.checkSection(
        "failures.md", "kafka.rules", GeneratedDoc.table(KafkaDiagnosis.table().rules()));
  }

  @Test
  void secretsInLoginsAreFound() {
    assertThat(JaasOptions.valuesIn("a.B required username=\"app\" password=\"p=x;\\\"y\" k=v;"))
        .contains("p=x;\\\"y", "p=x;\"y", "v")
        .doesNotContain("app");
    assertThat(JaasOptions.valuesIn("a.B required password='open")).contains("open");
    assertThat(JaasOptions.valuesIn("a.B required password=")).doesNotContainNull();
    assertThat(JaasOptions.valuesIn("=\\")).doesNotContainNull();
    assertThat(JaasOptions.valuesIn("")).isEmpty();
    assertThat(ClientSettings.of(Map.of("bootstrap.servers", "[::1]:9092, b:2")).bootstrap())
        .extracting(Object::toString)
        .containsExactly("[::1]:9092", "b:2");
  }

  @Test
  void aMegabyteTakesMilliseconds() {
    BoundedRules.check(KafkaDiagnosis.table());
  }
}
