package io.softstart.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.GateStatus;
import io.softstart.testkit.KafkaServer;
import io.softstart.testkit.TlsFiles;
import javax.security.auth.login.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.kafka.KafkaAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * The gate of {@code spring.kafka.*} on a real broker with TLS and logins. Where it opens, Spring's
 * own admin works with the same properties.
 */
class KafkaConnectionsTest {
  private static final String SECRET = "S3cr3t/p4zz#w0rt";
  private static final String WRONG = "wr0ng\"p4zz\\w0rt";
  private static TlsFiles tls;
  private static TlsFiles otherTls;
  private static KafkaServer kafka;

  @BeforeAll
  static void start() {
    tls = TlsFiles.issuedFor("localhost", "127.0.0.1");
    otherTls = TlsFiles.issuedFor("localhost", "127.0.0.1");
    kafka = KafkaServer.builder().tls(tls).saslPlain("app", SECRET).build();
    kafka.start();
  }

  @AfterAll
  static void end() {
    kafka.close();
    otherTls.close();
    tls.close();
  }

  /** Spring gives {@code spring.kafka.jaas} to the whole JVM. */
  @AfterEach
  void takeBackTheLogin() {
    Configuration.setConfiguration(null);
  }

  private static void assertOpens(Read read) throws Exception {
    GateStatus gate = Awaited.gate(read);
    assertThat(gate.state()).as(gate.toString()).isEqualTo(GateStatus.State.OPEN);
    assertThat(
            Awaited.inSpring(
                read,
                context -> context.getBean(KafkaAdmin.class).clusterId(),
                SslAutoConfiguration.class,
                KafkaAutoConfiguration.class))
        .isNotNull();
  }

  private static void assertFailsAtOnce(Read read, FailureKind kind, String inReason) {
    GateStatus gate = Awaited.failsAtOnce(read, kind, inReason);
    assertThat(gate.toString()).doesNotContain("p4zz");
  }

  private static Read broker() {
    return Read.file(
        "spring.kafka.bootstrap-servers", kafka.bootstrapServers(),
        "spring.kafka.security.protocol", "SASL_SSL",
        "spring.kafka.properties.sasl.mechanism", "PLAIN");
  }

  private static Object[] trustStore(TlsFiles files) {
    return new Object[] {
      "spring.kafka.ssl.trust-store-location", files.trustStore().toUri().toString(),
      "spring.kafka.ssl.trust-store-password", files.password(),
      "spring.kafka.ssl.trust-store-type", "PKCS12"
    };
  }

  private static Object[] bundle(TlsFiles files) {
    return new Object[] {
      "spring.ssl.bundle.pem.events.truststore.certificate",
      files.authority(),
      "spring.kafka.ssl.bundle",
      "events"
    };
  }

  private static Object[] login(String password) {
    return new Object[] {
      "spring.kafka.properties.sasl.jaas.config", KafkaServer.jaas("app", password)
    };
  }

  private static Object[] jaas(String password) {
    return new Object[] {
      "spring.kafka.jaas.enabled", "true",
      "spring.kafka.jaas.login-module", "org.apache.kafka.common.security.plain.PlainLoginModule",
      "spring.kafka.jaas.control-flag", "REQUIRED",
      "spring.kafka.jaas.options.username", "app",
      "spring.kafka.jaas.options.password", password
    };
  }

  @Test
  void loginsByTheClientsOwnSetting() throws Exception {
    assertOpens(broker().also(trustStore(tls)).also(login(SECRET)));
    assertFailsAtOnce(
        broker().also(trustStore(tls)).also(login(WRONG)),
        FailureKind.DENIED,
        "refused the login by PLAIN");
  }

  @Test
  void loginsBySpringsJaasEntry() throws Exception {
    assertOpens(broker().also(bundle(tls)).also(jaas(SECRET)));
    assertFailsAtOnce(
        broker().also(bundle(tls)).also(jaas(WRONG)),
        FailureKind.DENIED,
        "refused the login by PLAIN");
  }

  /** As for Spring, whose entry is the JVM's, and a client's own setting wins. */
  @Test
  void theClientsOwnSettingWins() throws Exception {
    assertOpens(broker().also(bundle(tls)).also(jaas(WRONG)).also(login(SECRET)));
  }

  @Test
  void certificatesThatAreNotTrusted() {
    assertFailsAtOnce(
        broker().also(trustStore(otherTls)).also(login(SECRET)),
        FailureKind.UNTRUSTED,
        "the certificate of");
    assertFailsAtOnce(
        broker().also(bundle(otherTls)).also(login(SECRET)),
        FailureKind.UNTRUSTED,
        "the certificate of");
    assertFailsAtOnce(broker().also(login(SECRET)), FailureKind.UNTRUSTED, "the certificate of");
  }

  @Test
  void clientCertificates() throws Exception {
    try (KafkaServer strict =
        KafkaServer.builder()
            .tls(tls)
            .setting("listener.name.client.ssl.client.auth", "required")
            .setting("listener.name.client.ssl.truststore.type", "PEM")
            .setting(
                "listener.name.client.ssl.truststore.certificates",
                tls.authority().replace("\n", " "))
            .build()) {
      strict.start();
      Object[] broker = {
        "spring.kafka.bootstrap-servers",
        strict.bootstrapServers(),
        "spring.kafka.security.protocol",
        "SSL"
      };
      assertOpens(Read.file(broker).also(trustStore(tls)).also(keyStore(tls)));
      assertOpens(
          Read.file(broker)
              .also(bundle(tls))
              .also(
                  "spring.ssl.bundle.pem.events.keystore.certificate", tls.certificate(),
                  "spring.ssl.bundle.pem.events.keystore.private-key", tls.key()));
      assertFailsAtOnce(
          Read.file(broker).also(bundle(tls)), FailureKind.UNTRUSTED, "wants a client certificate");
      assertFailsAtOnce(
          Read.file(broker).also(trustStore(tls)).also(keyStore(otherTls)),
          FailureKind.UNTRUSTED,
          "wants a client certificate");
    }
  }

  private static Object[] keyStore(TlsFiles files) {
    return new Object[] {
      "spring.kafka.ssl.key-store-location", files.keyStore().toUri().toString(),
      "spring.kafka.ssl.key-store-password", files.password(),
      "spring.kafka.ssl.key-store-type", "PKCS12"
    };
  }

  /** What is the admin's alone wins over what is for all clients. */
  @Test
  void settingsOfTheAdminAlone() throws Exception {
    assertOpens(
        broker()
            .also(trustStore(otherTls))
            .also(login(WRONG))
            .also(
                "spring.kafka.admin.ssl.trust-store-location",
                tls.trustStore().toUri().toString(),
                "spring.kafka.admin.properties.sasl.jaas.config",
                KafkaServer.jaas("app", SECRET)));
  }
}
