package io.softstart.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.softstart.testkit.ContainerJvm;
import io.softstart.testkit.ContainerJvm.Plan;
import io.softstart.testkit.Ports;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.ServerBackend;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A jar of Spring Boot in which nothing of Softstart is, in a container with the agent in {@code
 * JAVA_TOOL_OPTIONS}.
 */
@Timeout(300)
class UnmodifiedJarTest {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final HttpClient http = HttpClient.newHttpClient();
  private final int status = Ports.free();

  @TempDir Path directory;

  @BeforeEach
  void assumeContainers() {
    assumeTrue(ServerBackend.chosen() == ServerBackend.DOCKER, "no Docker engine is used here");
    assumeTrue(new File("/proc/self/cgroup").exists(), "the containers are mounted from Linux");
  }

  @Test
  void isNeverRestartedWhileItsDatabaseIs15SecondsLate() throws Exception {
    try (PostgresServer postgres = PostgresServer.builder().user("orders").build()) {
      postgres.prepare();
      postgres.startInBackground(Duration.ofSeconds(15));
      try (ContainerJvm orders =
          ContainerJvm.start(orders(postgres, postgres.password()).unlessStopped())) {
        awaitLine(orders, "db is not ready");
        assertThat(statusOf("/livez")).isEqualTo(200);
        assertThat(statusOf("/readyz")).isEqualTo(503);
        assertThat(orders.log()).doesNotContain("Starting OrdersApplication");
        awaitLine(orders, "READY after");
        assertThat(statusOf("/readyz")).isEqualTo(200);
        assertThat(orders.log()).contains("Tomcat started").doesNotContain(postgres.password());
        assertThat(orders.restarts()).isZero();
      }
    }
  }

  @Test
  void aWrongPasswordEndsItWith78AndTheReport() throws Exception {
    try (PostgresServer postgres = PostgresServer.builder().user("orders").build()) {
      postgres.start();
      try (ContainerJvm orders =
          ContainerJvm.start(orders(postgres, "not-this").env("SOFTSTART_GRACE", "2s"))) {
        awaitLine(orders, "cannot start (exit code 78)");
        awaitEnd(orders);
        assertThat(orders.exitCode()).isEqualTo(78);
        assertThat(orders.log())
            .contains("DENIED", "to do")
            .doesNotContain("not-this", "Starting OrdersApplication");
      }
    }
  }

  @Test
  void aSignalWhileItWaitsEndsItWith143AndALine() throws Exception {
    try (PostgresServer postgres = PostgresServer.builder().user("orders").build()) {
      postgres.prepare();
      try (ContainerJvm orders =
          ContainerJvm.start(orders(postgres, postgres.password()).unlessStopped())) {
        awaitLine(orders, "db is not ready");
        orders.stop();
        assertThat(orders.isRunning()).isFalse();
        assertThat(orders.exitCode()).isEqualTo(143);
        assertThat(orders.log()).contains("stopped by SIGTERM");
      }
    }
  }

  private Plan orders(PostgresServer postgres, String password) throws IOException {
    Path jar = unmodified();
    Path agent = agent();
    // the class path names what is mounted; -jar, behind it, is what counts
    return Plan.of(jar + File.pathSeparator + agent, "-jar", jar.toString())
        .env("JAVA_TOOL_OPTIONS", "-javaagent:" + agent)
        .env("SOFTSTART_WAIT_FOR", "auto")
        .env("SOFTSTART_STATUS_PORT", Integer.toString(status))
        .env("SPRING_DATASOURCE_URL", postgres.jdbcUrl())
        .env("SPRING_DATASOURCE_USERNAME", postgres.user())
        .env("SPRING_DATASOURCE_PASSWORD", password)
        .env("SPRING_KAFKA_LISTENER_AUTOSTARTUP", "false")
        .env("SPRING_KAFKA_ADMIN_AUTOCREATE", "false")
        .env("SERVER_PORT", Integer.toString(Ports.free()));
  }

  /** The example without the starter. */
  private Path unmodified() throws IOException {
    Path jar = Path.of("target", "orders-spring.jar");
    assertThat(jar).as("run by mvn verify").exists();
    Path plain = directory.toRealPath().resolve("orders-spring.jar");
    Files.copy(jar, plain);
    try (FileSystem zip = FileSystems.newFileSystem(plain);
        Stream<Path> lib = Files.list(zip.getPath("BOOT-INF", "lib"))) {
      for (Path nested :
          lib.filter(p -> p.getFileName().toString().startsWith("softstart-")).toList()) {
        Files.delete(nested);
      }
    }
    return plain;
  }

  private static Path agent() throws IOException {
    try (Stream<Path> jars = Files.list(Path.of("target"))) {
      return jars.filter(p -> p.getFileName().toString().startsWith("softstart-agent-"))
          .findFirst()
          .orElseThrow()
          .toRealPath();
    }
  }

  private int statusOf(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + status + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
  }

  private static void awaitLine(ContainerJvm container, String line) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!container.log().contains(line) && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(300);
    }
    assertThat(container.log()).contains(line);
  }

  private static void awaitEnd(ContainerJvm container) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (container.isRunning() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
