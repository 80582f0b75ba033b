package io.softstart.jdbc.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.jdbc.migration.Liveness.Life;
import io.softstart.time.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose holder is dead, and whose may live; this process has the socket 172.30.0.2:4000. */
class LivenessTest {
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00.123456Z");
  private static final Session OWN = session(1, "172.30.0.2", 4000, 100);

  private final AtomicLong nanos = new AtomicLong();
  private final FirstSight sight = new FirstSight(new Clock(nanos));
  private @TempDir Path process;
  private LocalSockets sockets;

  @BeforeEach
  void sockets() throws IOException {
    Files.createDirectories(process.resolve("net"));
    Files.createDirectories(process.resolve("fd"));
    String head =
        "  sl  local_address rem_address st tx_queue tr tm->when retrnsmt uid tmo inode\n";
    Files.writeString(
        process.resolve("net/tcp"),
        head
            + "   0: 02001EAC:0FA0 05001EAC:1538 01 00000000:00000000 02:0 0 1000 0 111 2 0\n"
            + "   1: 02001EAC:0FA1 05001EAC:1538 01 00000000:00000000 02:0 0 1000 0 222 2 0\n");
    Files.writeString(
        process.resolve("net/tcp6"),
        head
            + "   0: 0000000000000000FFFF000002001EAC:0FA2 0000000000000000FFFF000005001EAC:1538 01"
            + " 00000000:00000000 02:0 0 1000 0 333 2 0\n");
    Files.createSymbolicLink(process.resolve("fd/7"), Path.of("socket:[111]"));
    Files.createSymbolicLink(process.resolve("fd/8"), Path.of("socket:[333]"));
    sockets = LocalSockets.read(process);
  }

  private static Session session(long id, String address, int port, double born) {
    return new Session(id, "app", address, port, false, born);
  }

  private static Sessions alone(Session... others) {
    return new Sessions("a", OWN, List.of(others), true, null);
  }

  private static Holder holder(String text, @Nullable Instant granted) {
    Timestamp time = granted == null ? null : Timestamp.from(granted);
    return Holder.of(text, time, null, Timestamp.from(Instant.now()));
  }

  private Life life(String text, Instant granted, Sessions sessions) {
    return Liveness.of(holder(text, granted), sessions, sight, sockets).life();
  }

  private Life life(Sessions sessions) {
    return life("orders-7f8 (10.9.9.9)", LONG_AGO, sessions);
  }

  /** Moves when it is told to. */
  private record Clock(AtomicLong nanos) implements Ticker {
    @Override
    public long read() {
      return nanos.get();
    }

    @Override
    public void sleep(long pause) {
      nanos.addAndGet(pause);
    }

    @Override
    public boolean await(CountDownLatch done, long pause) {
      sleep(pause);
      return done.getCount() == 0;
    }
  }

  @Test
  void deadWithoutAnySession() {
    assertThat(life(alone())).isEqualTo(Life.DEAD);
  }

  @Test
  void ownOlderConnectionsAreNotTheHolders() {
    assertThat(life(alone(session(2, "172.30.0.2", 4002, 5)))).isEqualTo(Life.DEAD);
    assertThat(life("orders (10.9.9.9)", Instant.now().plusMillis(1), alone(OWN)))
        .as("where the lock is older than this process")
        .isEqualTo(Life.MAY_LIVE);
  }

  /** The time in the row is the server's. */
  @Test
  void lockOfThisProcessIsNotOlderThanItBecauseTheServersClockIsBehind() {
    Timestamp anHourAgo = Timestamp.from(Instant.now().minusSeconds(3600));
    Timestamp now = Timestamp.from(anHourAgo.toInstant().plusMillis(20));
    Holder here = Holder.of("orders (172.30.0.2)", anHourAgo, null, now);
    Sessions ours = alone(session(2, "172.30.0.2", 4002, 5));
    assertThat(Liveness.of(here, ours, sight, sockets).life()).isNotEqualTo(Life.DEAD);
  }

  /** An address list, of which one server or another answers. */
  @Test
  void sessionsOfAStandbyAreNotThoseThatWereThereAtThePrimary() {
    Sessions standby =
        new Sessions("b", OWN, List.of(), true, "this server is a standby, so that the holder");
    assertThat(life(standby)).isEqualTo(Life.MAY_LIVE);
    assertThat(life(alone(session(2, "10.0.0.7", 4000, 5)))).isEqualTo(Life.MAY_LIVE);
  }

  @Test
  void sessionsOfOneServerAreNotThoseThatWereThereAtAnother() {
    assertThat(life(new Sessions("b", OWN, List.of(), true, null))).isEqualTo(Life.DEAD);
    assertThat(life(alone(session(2, "10.0.0.7", 4000, 5)))).isEqualTo(Life.MAY_LIVE);
  }

  @Test
  void standbyThatIsPromotedIsSeenFirstThen() {
    Sessions standby = new Sessions("a", OWN, List.of(), true, "this server is a standby");
    assertThat(life(standby)).isEqualTo(Life.MAY_LIVE);
    assertThat(life(alone(session(2, "10.0.0.7", 4000, 5)))).isEqualTo(Life.MAY_LIVE);
  }

  @Test
  void socketsOfOtherProcessesAreNotOurs() {
    assertThat(life(alone(session(2, "172.30.0.2", 4001, 5)))).isEqualTo(Life.MAY_LIVE);
  }

  @Test
  void oneOfSeveralServersProvesNothing() {
    Sessions galera =
        new Sessions("a", OWN, List.of(), true, "the server is one of several (Galera)");
    Liveness known = Liveness.of(holder("a (10.9.9.9)", LONG_AGO), galera, sight, sockets);
    assertThat(known.life()).isEqualTo(Life.MAY_LIVE);
    assertThat(known.evidence()).contains("Galera");
    assertThat(life(new Sessions("a", OWN, List.of(), false, null))).isEqualTo(Life.MAY_LIVE);
    assertThat(Liveness.of(holder("a", LONG_AGO), null, sight, sockets).life())
        .isEqualTo(Life.MAY_LIVE);
  }

  @Test
  void translatedAddressWithTheSamePort() {
    Session translated = session(1, "10.0.0.7", 4000, 100);
    assertThat(life(new Sessions("a", translated, List.of(), true, null))).isEqualTo(Life.MAY_LIVE);
  }

  /** Two hosts of one name and address, one of them behind a translation. */
  @Test
  void sessionFromElsewhereMayBeThatOfAnotherHostWithOurNameAndAddress() throws Exception {
    InetAddress here =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress())
            .findFirst()
            .orElseThrow();
    String twin = here.getHostName() + " (" + here.getHostAddress() + ")";
    assertThat(life(twin, LONG_AGO, alone(session(2, "10.0.0.7", 4000, 5))))
        .isEqualTo(Life.MAY_LIVE);
  }

  @Test
  void nameInPlaceOfAnAddressIsNotLookedUp() {
    Session named = session(1, "gateway", 4000, 100);
    assertThat(life(new Sessions("a", named, List.of(), true, null))).isEqualTo(Life.MAY_LIVE);
  }

  @Test
  void livesWithASessionAtItsAddress() {
    Liveness known =
        Liveness.of(
            holder("elsewhere (10.9.9.9)", LONG_AGO),
            alone(session(2, "10.9.9.9", 4000, 5)),
            sight,
            sockets);
    assertThat(known.life()).isEqualTo(Life.LIVES);
    assertThat(known.evidence()).contains("session 2 from 10.9.9.9");
  }

  @Test
  void clockOfTheServerSetBackAfterTheHoldersLogin() {
    Session holders = session(2, "10.0.0.7", 4000, 900); // later than all that comes
    assertThat(life(alone(holders))).isEqualTo(Life.MAY_LIVE);
    assertThat(life(alone(holders, session(3, "10.0.0.8", 4000, 20)))).isEqualTo(Life.MAY_LIVE);
    assertThat(life(alone(session(3, "10.0.0.8", 4000, 20))))
        .as("what was not there when the lock was seen first")
        .isEqualTo(Life.DEAD);
    assertThat(life(alone(session(2, "10.0.0.8", 4000, 30))))
        .as("a number that is given again")
        .isEqualTo(Life.DEAD);
  }

  @Test
  void lockThatIsTakenAgainInTheSameSecond() {
    Instant second = Instant.parse("2020-01-01T00:00:05Z");
    assertThat(life("a (10.9.9.9)", second, alone())).isEqualTo(Life.MAY_LIVE);
    Session again = session(9, "10.0.0.7", 4000, 101);
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(life("a (10.9.9.9)", second, alone(again))).isEqualTo(Life.MAY_LIVE);
    assertThat(life("a (10.9.9.9)", second, alone(session(10, "10.0.0.7", 4000, 102))))
        .isEqualTo(Life.DEAD);
  }

  @Test
  void lockThatWasFreeMeanwhileIsAnother() {
    assertThat(life(alone())).isEqualTo(Life.DEAD);
    sight.free();
    assertThat(life(alone(session(2, "10.0.0.7", 4000, 101)))).isEqualTo(Life.MAY_LIVE);
  }

  @Test
  void lockWithoutATimeIsDeadOnlyWithoutAnySession() {
    Sessions replica = alone(session(2, "10.0.0.7", 4000, 101));
    assertThat(Liveness.of(holder("a", null), alone(), sight, sockets).life())
        .isEqualTo(Life.MAY_LIVE);
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(Liveness.of(holder("a", null), replica, sight, sockets).life())
        .isEqualTo(Life.MAY_LIVE);
    assertThat(Liveness.of(holder("a", null), alone(), sight, sockets).life()).isEqualTo(Life.DEAD);
  }
}
