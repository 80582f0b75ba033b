package io.softstart.examples.recipes;

import static io.softstart.diagnosis.FailureKind.DENIED;
import static io.softstart.diagnosis.FailureKind.NOT_YET;
import static io.softstart.diagnosis.FailureKind.REFUSED;
import static io.softstart.diagnosis.FailureKind.REJECTED;
import static io.softstart.diagnosis.FailureKind.RESET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.mongodb.client.MongoClient;
import com.rabbitmq.client.Connection;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Gate;
import io.softstart.gate.Probe;
import io.softstart.net.ServiceUrl;
import io.softstart.test.FaultyPort;
import io.softstart.test.GateTrial;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/**
 * Each recipe of docs/recipes.md before and after its server is usable. RabbitMQ is a real one
 * where there is Docker, SMTP and gRPC are servers in Java; what answers like Elasticsearch,
 * MongoDB, S3 and an OIDC issuer only imitates them.
 */
@Timeout(120)
@EnabledForJreRange(max = JRE.JAVA_24) // the code is the same on 25, and the servers are slow
class RecipesTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static int freePort() {
    try (FaultyPort reserved = FaultyPort.refusing()) {
      return reserved.port();
    }
  }

  /** What the gate makes of a single attempt. */
  private static FailureKind failureOf(Gate<?> gate) {
    try (GateTrial<?> trial = GateTrial.run(gate.maxAttempts(1))) {
      return trial.failure().kind();
    }
  }

  private static boolean opens(Gate<?> gate) {
    try (GateTrial<?> trial = GateTrial.run(gate.maxAttempts(1))) {
      return trial.isOpen();
    }
  }

  private static ServiceUrl http(FaultyPort port, String path) {
    return ServiceUrl.of("http://" + port.address() + path);
  }

  @Test
  void elasticsearchThatIsRedAndThenYellow() {
    try (FaultyPort port = FaultyPort.refusing()) {
      Gate<Void> search = Recipes.search(http(port, "/_cluster/health?wait_for_status=yellow"));

      assertThat(failureOf(search)).isEqualTo(REFUSED);
      port.answer(408, "{\"cluster_name\":\"a\",\"status\":\"red\",\"timed_out\":true}");
      assertThat(failureOf(search)).isEqualTo(NOT_YET);
      port.answer(
          200, "{\"cluster_name\" : \"a\", \"status\" : \"yellow\", \"timed_out\" : false}");
      assertThat(opens(search)).isTrue();
      port.answer(401, "{\"error\":{\"type\":\"security_exception\"},\"status\":401}");
      assertThat(failureOf(search)).isEqualTo(REJECTED);
      port.answer(200, "{}");
      assertThat(opens(Recipes.secured(http(port, "/"), "a2V5"))).isTrue();
    }
  }

  @Test
  void rabbitMqThatComesLate() throws Exception {
    assumeTrue(!"embedded".equals(System.getenv("SOFTSTART_TEST_SERVERS")), "without Docker");
    assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no Docker here");
    int port = freePort();
    try (GenericContainer<?> server = new GenericContainer<>("rabbitmq:3.10")) {
      server.setPortBindings(List.of(port + ":5672"));
      CompletableFuture<Void> started =
          CompletableFuture.runAsync(
              server::start, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
      Startup startup = Startup.begin(StartupOptions.of("recipes").embedded());
      Gate<Connection> gate = Recipes.rabbitmq("localhost", port, "guest", "guest");
      try (Connection rabbitmq = startup.await(gate).get(gate)) {
        assertThat(rabbitmq.isOpen()).isTrue();
        assertThat(failureOf(Recipes.rabbitmq("localhost", port, "guest", "wrong")))
            .isEqualTo(DENIED);
      } finally {
        startup.close();
        started.get(60, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void rabbitMqThatIsNotThere() {
    assertThat(failureOf(Recipes.rabbitmq("localhost", freePort(), "guest", "guest")))
        .isEqualTo(REFUSED);
  }

  /** The oldest that the driver talks to. */
  private static final class Mongo42 implements MongoVersion {
    @Override
    public List<Integer> getVersionArray() {
      return List.of(4, 2, 0);
    }

    @Override
    public int getWireVersion() {
      return 8;
    }
  }

  @Test
  void mongoDb() {
    MongoServer server = new MongoServer(new MemoryBackend().version(new Mongo42()));
    int port = freePort();
    MongoProbe probe =
        new MongoProbe(
            ServiceUrl.of("mongodb://localhost:" + port + "/?serverSelectionTimeoutMS=2000"));
    assertThat(failureOf(Gate.of("mongodb", probe))).isEqualTo(REFUSED);
    server.bind(new InetSocketAddress("localhost", port));
    try (GateTrial<MongoClient> trial = GateTrial.once(probe)) {
      assertThat(trial.opened().getDatabase("orders").runCommand(new Document("ping", 1)))
          .isNotEmpty();
    } finally {
      server.shutdownNow();
    }
  }

  @Test
  void grpc() throws IOException {
    HealthStatusManager health = new HealthStatusManager();
    int port = freePort();
    Probe<ManagedChannel> probe = new GrpcProbe("localhost", port, "orders");
    assertThat(failureOf(Gate.of("grpc", probe))).isEqualTo(REFUSED);
    Server server =
        Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create())
            .addService(health.getHealthService())
            .build()
            .start();
    try {
      health.setStatus("orders", ServingStatus.NOT_SERVING);
      assertThat(failureOf(Gate.of("grpc", probe))).isEqualTo(NOT_YET);
      health.setStatus("orders", ServingStatus.SERVING);
      assertThat(opens(Gate.of("grpc", probe))).isTrue();
    } finally {
      server.shutdownNow();
    }
  }

  @Test
  void smtp() {
    int port = freePort();
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    assertThat(failureOf(Recipes.mail(host, port))).isEqualTo(REFUSED);
    GreenMail server = new GreenMail(new ServerSetup(port, host, ServerSetup.PROTOCOL_SMTP));
    server.start();
    try {
      assertThat(opens(Recipes.mail(host, port))).isTrue();
    } finally {
      server.stop();
    }
    try (FaultyPort broken = FaultyPort.resetting()) {
      assertThat(failureOf(Recipes.mail(host, broken.port()))).isEqualTo(RESET);
    }
  }

  @Test
  void storageThatWantsASignature() {
    try (FaultyPort port = FaultyPort.answering(503, "<Error><Code>SlowDown</Code></Error>")) {
      Gate<Void> storage = Recipes.storage(http(port, "/"));

      assertThat(opens(storage)).isFalse();
      port.answer(403, "<Error><Code>AccessDenied</Code></Error>");
      assertThat(opens(storage)).isTrue();
    }
  }

  @Test
  void oidcIssuer() {
    try (FaultyPort port = FaultyPort.answering(200, "{\"issuer\":\"http://elsewhere\"}")) {
      String issuer = "http://" + port.address() + "/realms/shop";

      assertThat(failureOf(Recipes.login(issuer))).isEqualTo(NOT_YET);
      port.answer(200, "{\"issuer\": \"" + issuer + "\"}");
      assertThat(opens(Recipes.login(issuer))).isTrue();
    }
  }

  @Test
  void jobEndsWithTheCodeThatSaysWhetherAnotherTryHelps() {
    try (FaultyPort port = FaultyPort.answering(200, "{}")) {
      JvmResult done = ended(report().env("REPORT_SEARCH", "http://" + port.address()));
      assertThat(done.exitCode()).as(done.stderr()).isZero();
      assertThat(done.stdout()).contains("reported on http://");
      port.refuse();
      JvmResult late =
          ended(
              report()
                  .env("REPORT_SEARCH", "http://" + port.address())
                  .env("SOFTSTART_DEADLINE", "500ms"));
      assertThat(late.exitCode()).as(late.stderr()).isEqualTo(69);
    }
    JvmResult wrong = ended(report());
    assertThat(wrong.exitCode()).as(wrong.stderr()).isEqualTo(78);
  }

  @Test
  void initContainerEndsWhenItsGatesAreOpen() {
    try (FaultyPort port = FaultyPort.answering(200, "{}")) {
      JvmResult waited =
          ended(report().args("--await-gates").env("REPORT_SEARCH", "http://" + port.address()));
      assertThat(waited.exitCode()).as(waited.stderr()).isZero();
      assertThat(waited.stdout()).doesNotContain("reported on");
    }
  }

  @Test
  void threadDumpOfAHangingStart() {
    try (RunningJvm running = ChildJvm.of(Recipes.Hangs.class).start()) {
      running.awaitLine("starting", LIMIT);
      running.signal("QUIT");
      running.awaitLine("Recipes$Hangs.lambda$main", LIMIT);
      assertThat(running.isAlive()).isTrue();
      assertThat(running.stdout()).contains("Full thread dump");
    }
  }

  private static ChildJvm report() {
    return ChildJvm.of(Recipes.Report.class);
  }

  private static JvmResult ended(ChildJvm job) {
    try (RunningJvm running = job.start()) {
      return running.awaitExit(LIMIT);
    }
  }
}
