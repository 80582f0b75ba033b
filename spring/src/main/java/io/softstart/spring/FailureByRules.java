package io.softstart.spring;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.diagnosis.rules.DiagnosisTable;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.net.ServiceUrl;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a start died of that no gate knew, where the exception of a dependency's client stands in
 * the chain of causes: a bean whose constructor connects, a client that there is no gate for. Only
 * what concerns the connection: what a server says of a statement is the application's.
 */
final class FailureByRules {
  private static final int DEEPEST = 30;

  /** Where it is, no gate has said. */
  private static final Map<String, String> WORDS =
      Map.of("target", "its address", "host", "its address");

  private static final Set<FailureKind> OF_THE_CONNECTION =
      EnumSet.of(
          FailureKind.UNRESOLVED,
          FailureKind.REFUSED,
          FailureKind.RESET,
          FailureKind.TIMED_OUT,
          FailureKind.STARTING,
          FailureKind.OVERLOADED,
          FailureKind.DENIED,
          FailureKind.MISSING,
          FailureKind.WRONG_PROTOCOL,
          FailureKind.NO_TLS,
          FailureKind.UNTRUSTED);

  /** Where the exceptions of clients live that Spring Boot makes. */
  private static final List<String> CLIENTS =
      List.of(
          "java.sql.",
          "org.postgresql.",
          "org.mariadb.",
          "com.mysql.",
          "oracle.jdbc.",
          "com.microsoft.sqlserver.",
          "io.r2dbc.",
          "io.lettuce.",
          "redis.clients.",
          "org.redisson.",
          "org.apache.kafka.",
          "org.apache.pulsar.",
          "com.mongodb.",
          "com.rabbitmq.",
          "org.springframework.amqp.",
          "jakarta.jms.",
          "org.elasticsearch.",
          "org.springframework.data.elasticsearch.",
          "com.datastax.",
          "org.neo4j.",
          "jakarta.mail.");

  private FailureByRules() {}

  /** {@return what a failure of the application means; null where no rule knows it} */
  static @Nullable Failure of(Throwable thrown) {
    if (!isOfAClient(thrown)) {
      return null;
    }
    Optional<Failure> known = Optional.empty();
    if (OnClassPath.are(List.of("io.softstart.jdbc.JdbcProbe"))) {
      SQLException refused = loginOfR2dbc(thrown);
      known =
          ofADatabase()
              .diagnose(refused == null ? thrown : refused)
              .map(FailureByRules::withoutNames);
    }
    if (known.isEmpty()) {
      known = DiagnosisTable.network().with(WORDS).diagnose(thrown);
    }
    return known.filter(failure -> OF_THE_CONNECTION.contains(failure.kind())).orElse(null);
  }

  /** {@return as JDBC would say it, if a driver of R2DBC was refused its login or its database} */
  private static @Nullable SQLException loginOfR2dbc(Throwable thrown) {
    Throwable next = thrown;
    for (int i = 0; i < DEEPEST && next != null; i++) {
      String state = stateOfR2dbc(next);
      if (state.startsWith("28") || state.startsWith("3D")) {
        return new SQLException(next.getMessage(), state);
      }
      next = next.getCause();
    }
    return null;
  }

  private static String stateOfR2dbc(Throwable thrown) {
    for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().equals("io.r2dbc.spi.R2dbcException")) {
        try {
          return String.valueOf(type.getMethod("getSqlState").invoke(thrown));
        } catch (ReflectiveOperationException changed) {
          return "";
        }
      }
    }
    return "";
  }

  /** Which user and which database only the message of the client says, which is shown too. */
  private static Failure withoutNames(Failure known) {
    return switch (known.kind()) {
      case DENIED -> Failure.of(known.kind(), "the login was refused", known.action());
      case MISSING -> Failure.of(known.kind(), "the database does not exist", known.action());
      default -> known;
    };
  }

  private static Diagnosis ofADatabase() {
    return JdbcProbe.login(ServiceUrl.of("jdbc:"), new Properties()).diagnosis();
  }

  private static boolean isOfAClient(Throwable thrown) {
    Throwable next = thrown;
    for (int i = 0; i < DEEPEST && next != null; i++) {
      for (String beginning : CLIENTS) {
        if (next.getClass().getName().startsWith(beginning)) {
          return true;
        }
      }
      next = next.getCause();
    }
    return false;
  }
}
