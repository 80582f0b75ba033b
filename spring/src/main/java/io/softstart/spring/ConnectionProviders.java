package io.softstart.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Who may give the application other connections than its properties name, by {@code
 * ConnectionDetails} beans. Both are there in development only. What they give is not known before
 * the beans are made, and Testcontainers starts its servers later than gates are joined.
 */
final class ConnectionProviders {
  private static final List<String> COMPOSE =
      List.of("org.springframework.boot.docker.compose.lifecycle.DockerComposeListener");
  private static final List<String> TESTCONTAINERS =
      List.of("org.springframework.boot.testcontainers.context.ImportTestcontainers");

  private ConnectionProviders() {}

  /** {@return for people; null if there is none} */
  static @Nullable String named(Environment environment) {
    if (environment.getProperty("spring.docker.compose.enabled", Boolean.class, true)
        && OnClassPath.are(COMPOSE)) {
      return "Docker Compose support (spring.docker.compose.enabled)";
    }
    return OnClassPath.are(TESTCONTAINERS) ? "Testcontainers support" : null;
  }
}
