package io.softstart.bench.faults;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.softstart.bench.jdk.TemporaryDirectory;
import io.softstart.bench.report.Host;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.LateServer;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where one scenario is played: the servers, doors and files it needs, and the application under
 * test. Used by one thread; closes everything in the end.
 */
final class Stage implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Area area;
  private final Scenario scenario;
  private final Company company;
  private final Things things = new Things();
  private final List<IntSupplier> doors = new ArrayList<>();
  private final List<String> given = new ArrayList<>();
  private final List<String> secrets = new ArrayList<>();
  private @Nullable RunningJvm application;
  private @Nullable Long usableAt;

  Stage(Area area, Scenario scenario, Company company) {
    this.area = area;
    this.scenario = scenario;
    this.company = company;
  }

  /** {@return the servers that all scenarios share} */
  Company company() {
    return company;
  }

  /** Keeps something until the scenario is over. */
  <C extends AutoCloseable> C keep(C thing) {
    return things.keep(thing);
  }

  /** Keeps a server that is not to be shared, prepared so that it starts quickly. */
  <S extends LateServer> S keepPrepared(S server) {
    keep(server).prepare();
    return server;
  }

  /** A port that the application is to connect to, and whose connections are counted. */
  FaultyServer door(Behaviour behaviour) {
    FaultyServer door = keep(FaultyServer.with(behaviour));
    doors.add(door::accepted);
    return door;
  }

  /** A piece of network before a server, whose connections are counted. */
  Relay relay(LateServer server) throws IOException {
    return relay(server.host(), server.port());
  }

  Relay relay(String host, int port) throws IOException {
    Relay relay = keep(Relay.to(host, port));
    doors.add(relay::accepted);
    return relay;
  }

  /** Lets a door lead to a real server from now on, and notes that it is usable. */
  void open(FaultyServer door, LateServer server) {
    usable();
    door.behave(Behaviour.proxyTo(server.host(), server.port()));
  }

  /** Tells the application something. */
  Stage give(String key, String value) {
    given.add(key + "=" + value);
    return this;
  }

  /** Tells the application something that nobody may ever print. */
  Stage giveSecret(String key, String value) {
    secrets.add(value);
    return give(key, value);
  }

  /** A file of the scenario's own. */
  Path file(String name, String content) throws IOException {
    TemporaryDirectory directory = TemporaryDirectory.of("faults");
    keep(directory);
    return Files.writeString(directory.path().resolve(name), content);
  }

  /** The probe of a pool that does not fill itself, so that its connections can be counted. */
  static JdbcProbe<HikariDataSource> oneConnection(Given given) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(given.text("url"));
    config.setUsername(given.text("user", "app"));
    config.setPassword(given.text("password", "app-password"));
    config.setMaximumPoolSize(1);
    return JdbcProbe.pool(config);
  }

  /** Starts the application. */
  RunningJvm begin() {
    return begin(jvm -> jvm);
  }

  /** Starts the application in a JVM that is set up further. */
  RunningJvm begin(UnaryOperator<ChildJvm> setUp) {
    List<String> words = new ArrayList<>(List.of(area.name(), scenario.name()));
    words.addAll(given);
    ChildJvm jvm =
        ChildJvm.of(Application.class)
            .options("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m")
            .args(words.toArray(String[]::new))
            .env(scenario.environment());
    RunningJvm begun = keep(setUp.apply(jvm).start());
    application = begun;
    return begun;
  }

  RunningJvm application() {
    if (application == null) {
      throw new IllegalStateException("the script starts no application: " + scenario.name());
    }
    return application;
  }

  /** Starts the application and waits until it has met this kind of failure. */
  void beginAndMeet(String kind) {
    begin();
    meet(kind);
  }

  /** Waits until the application has met this kind of failure. */
  void meet(String kind) {
    application().awaitLine(line -> line.text().matches("failed \\S+ " + kind), PATIENCE);
  }

  /** Lets the outage last. */
  void last(Duration howLong) throws InterruptedException {
    Thread.sleep(howLong.toMillis());
  }

  void last(int seconds) throws InterruptedException {
    last(Duration.ofSeconds(seconds));
  }

  /** From here on the bound counts: the dependency is usable, or the end has become inevitable. */
  void usable() {
    usable(System.nanoTime());
  }

  void usable(LateServer server) {
    usable(server.usableAt().orElseThrow());
  }

  private void usable(long nanoTime) {
    usableAt = nanoTime;
  }

  /** Waits for the end of the application, and says what became of it. */
  Outcome outcome() {
    RunningJvm jvm = application();
    JvmResult result = jvm.awaitExit(PATIENCE);
    long end = jvm.startedAt() + result.elapsed().toNanos();
    long from = usableAt == null ? jvm.startedAt() : usableAt;
    OptionalInt accepted =
        doors.isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(doors.stream().mapToInt(IntSupplier::getAsInt).sum());
    return Outcome.of(scenario, result, from, end, accepted, secrets, Host.slowness());
  }

  /** {@return what the application has said so far, if it was started} */
  String said() {
    return application == null ? "" : application.stderr();
  }

  @Override
  public void close() {
    things.close();
  }
}
