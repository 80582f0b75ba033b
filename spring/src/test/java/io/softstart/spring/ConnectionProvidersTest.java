package io.softstart.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class ConnectionProvidersTest {
  @TempDir private Path classes;

  private String namedWith(String type, Environment environment) throws IOException {
    Path file = classes.resolve(type.replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      return String.valueOf(ConnectionProviders.named(environment));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void dockerComposeAndTestcontainersAreTold() throws IOException {
    StandardEnvironment environment = new StandardEnvironment();
    assertThat(
            namedWith(
                "org.springframework.boot.docker.compose.lifecycle.DockerComposeListener",
                environment))
        .contains("Docker Compose");
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("off", Map.of("spring.docker.compose.enabled", "false")));
    assertThat(
            namedWith(
                "org.springframework.boot.testcontainers.context.ImportTestcontainers",
                environment))
        .contains("Testcontainers");
  }

  @Test
  void mostlyThereIsNone() {
    assertThat(ConnectionProviders.named(new StandardEnvironment())).isNull();
  }
}
