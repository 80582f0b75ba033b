package io.softstart.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.softstart.testkit.ContainerJvm;
import io.softstart.testkit.ContainerJvm.Plan;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.ServerBackend;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The service in a real container: what Docker does to it, and what little CPU does. */
@Timeout(300)
class ContainedOrdersTest {
  @Test
  void isNeverRestartedWhileATwinThatConnectsOnceIs() throws Exception {
    compare(Duration.ofSeconds(15));
  }

  @Test
  @Tag("long")
  void isNeverRestartedThroughAWholeMinute() throws Exception {
    compare(Duration.ofSeconds(60));
  }

  /** All is up: what is slow then is the process. */
  @Test
  void onAQuarterOfACoreItBlamesNoDependencyAndIsNotDegraded() throws Exception {
    assumeContainers();
    try (PostgresServer postgres = PostgresServer.builder().user("orders").build()) {
      postgres.start();
      try (ContainerJvm slow = ContainerJvm.start(orders(postgres).limited(512L << 20, 0.25))) {
        awaitLine(slow, "orders: READY ", Duration.ofSeconds(60));
        assertThat(slow.log()).doesNotContain("degraded", "going on without");
        assertThat(slow.log().lines().filter(line -> line.contains(" is not ready")))
            .allMatch(line -> line.contains("while the CPU limit of 0.25 held this process up in"));
      }
    }
  }

  private static void assumeContainers() {
    assumeTrue(ServerBackend.chosen() == ServerBackend.DOCKER, "no Docker engine is used here");
    assumeTrue(new File("/proc/self/cgroup").exists(), "the containers are mounted from Linux");
  }

  private static void compare(Duration late) throws Exception {
    assumeContainers();
    try (PostgresServer postgres = PostgresServer.builder().user("orders").build()) {
      postgres.prepare();
      String classes = Path.of("target", "test-classes") + File.pathSeparator + jars();
      Plan twin = told(Plan.of(classes, NaiveTwin.class.getName()), postgres);
      postgres.startInBackground(late);
      try (ContainerJvm patient = ContainerJvm.start(orders(postgres).unlessStopped());
          ContainerJvm naive = ContainerJvm.start(twin.unlessStopped())) {
        awaitLine(patient, "orders: READY ", late); // degraded where the cache answers late
        awaitLine(naive, "naive: READY", late.plusSeconds(60)); // Docker's pauses have grown
        System.out.println(
            "PostgreSQL "
                + late.toSeconds()
                + " s late: orders was restarted "
                + patient.restarts()
                + " times, its naive twin "
                + naive.restarts()
                + " times");
        assertThat(patient.restarts()).isZero();
        assertThat(patient.log()).contains("orders-db is not ready: ").doesNotContain("\tat ");
        assertThat(naive.restarts()).isPositive();
      }
    }
  }

  private static Plan orders(PostgresServer postgres) throws IOException {
    return told(Plan.of(jars(), Orders.class.getName()), postgres)
        .env("ORDERS_REDIS", Neighbours.REDIS.uri())
        .env("ORDERS_KAFKA", Neighbours.KAFKA.bootstrapServers())
        .env("ORDERS_HTTP_PORT", "0");
  }

  private static Plan told(Plan plan, PostgresServer postgres) {
    return plan.env("ORDERS_DB_URL", postgres.jdbcUrl())
        .env("ORDERS_DB_USER", postgres.user())
        .env("ORDERS_DB_PASSWORD", postgres.password());
  }

  private static String jars() throws IOException {
    Path target = Path.of("target");
    assertThat(target.resolve("orders.jar")).as("run by mvn verify").exists();
    try (Stream<Path> lib = Files.list(target.resolve("lib"))) {
      return Stream.concat(Stream.of(target.resolve("orders.jar")), lib)
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  private static void awaitLine(ContainerJvm container, String line, Duration late)
      throws InterruptedException {
    long end = System.nanoTime() + late.plusSeconds(90).toNanos();
    while (!container.log().contains(line) && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(500);
    }
    assertThat(container.log()).contains(line);
  }
}
