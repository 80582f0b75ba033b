package io.softstart.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.StartupOptions;
import io.softstart.config.ConfigSources;
import io.softstart.config.Secret;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is secret in the configuration, in a URL or in an exception is in no answer. */
class NoSecretsTest {
  private static final String FROM_CONFIG = "kK9#s3cr3t/Config";
  private static final String ENCODED = "kK9%23s3cr3t%2FConfig";
  private static final String FROM_URL = "s3cr3tUrl77";
  private static final String FROM_EXCEPTION = "s3cr3tThrown";
  private static final String OPERATORS = "s3cr3tOperator";

  @Test
  void noneIsInAnyAnswer() throws Exception {
    try (PostgresServer postgres = PostgresServer.create()) {
      postgres.start();
      AnyGate<?> login =
          Gate.of(
                  "login",
                  JdbcProbe.pool(
                      ServiceUrl.of(postgres.jdbcUrl() + "?password=" + FROM_URL),
                      "nobody",
                      Secret.of(FROM_CONFIG)))
              .optional();
      AnyGate<?> thrown =
          Gate.check(
                  "thrown",
                  attempt -> {
                    SQLException next =
                        new SQLException("jdbc:postgresql://u:" + FROM_EXCEPTION + "@db/x failed");
                    IOException cause = new IOException("login with " + ENCODED + " refused");
                    SQLException top =
                        new SQLException("password=" + FROM_EXCEPTION + ", " + FROM_CONFIG, cause);
                    top.setNextException(next);
                    throw top;
                  })
              .optional();
      try (Waiting shop = new Waiting(NoSecretsTest::withOperatorsGate, login, thrown)) {
        shop.startup.report();
        String all = answers(shop.port);
        shop.open();
        all += answers(shop.port);

        assertThat(all)
            .contains("login", "thrown", "extra", "last_reason", "last_action")
            .doesNotContain(FROM_CONFIG, ENCODED, FROM_URL, FROM_EXCEPTION, OPERATORS)
            .doesNotContain("\tat ", "at io.softstart", System.getProperty("user.dir"))
            .doesNotContain(home(), System.getProperty("java.home"));
      }
    }
  }

  /** A user without a name has the home "?" or "/", which stands in many a text. */
  private static String home() {
    String home = System.getProperty("user.home", "?");
    return home.length() > 1 ? home : "/home/nobody-has-this";
  }

  private static StartupOptions withOperatorsGate(StartupOptions options) {
    String url = "http://user:" + OPERATORS + "@127.0.0.1:1/x?token=" + OPERATORS;
    return options.sources(
        ConfigSources.of(
            "test", Map.of("SOFTSTART_WAIT_FOR", "extra=" + url + "&softstart.optional=true")));
  }

  private static String answers(int port) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String path : new String[] {"/livez?verbose", "/readyz?verbose", "/status", "/", "/x"}) {
      all.append(Http.get(port, path));
    }
    return all.toString();
  }
}
