package io.softstart.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class FaultyServerTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Test
  void refuses() {
    try (FaultyServer server = FaultyServer.with(Behaviour.refuse())) {
      assertThatThrownBy(() -> connect(server)).isInstanceOf(ConnectException.class);
      assertThat(server.accepted()).isZero();
    }
  }

  @Test
  void closesWithFin() throws IOException {
    try (FaultyServer server = FaultyServer.with(Behaviour.close());
        Socket socket = connect(server)) {
      socket.getOutputStream().write("what it never reads".getBytes(StandardCharsets.UTF_8));
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @Test
  void resets() {
    try (FaultyServer server = FaultyServer.with(Behaviour.reset())) {
      assertThatThrownBy(
              () -> {
                try (Socket socket = connect(server)) {
                  socket.getInputStream().read();
                }
              })
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void hangsAndCountsWhoIsThere() throws IOException {
    try (FaultyServer server = FaultyServer.with(Behaviour.hang())) {
      try (Socket first = connect(server);
          Socket second = connect(server)) {
        first.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
        second.setSoTimeout(200);
        assertThatThrownBy(() -> second.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
        server.awaitAccepted(2, LIMIT);
        assertThat(Poll.until(LIMIT, () -> server.received(0).length == 5)).isTrue();
        assertThat(server.open()).isEqualTo(2);
      }
      assertThat(Poll.until(LIMIT, () -> server.open() == 0)).isTrue();
      assertThat(server.peakOpen()).isEqualTo(2);
      assertThat(server.received(0)).asString().isEqualTo("hello");
      assertThat(server.received(1)).isEmpty();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void isUnreachable() throws IOException {
    try (FaultyServer server = FaultyServer.with(Behaviour.unreachable())) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(
                () -> {
                  try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(server.host(), server.port()), 300);
                  }
                })
            .isInstanceOf(SocketTimeoutException.class);
      }
      server.behave(Behaviour.send("here again"));
      assertThat(readAll(server)).isEqualTo("here again");
      server.behave(Behaviour.unreachable());
      server.behave(Behaviour.refuse());
      assertThatThrownBy(() -> connect(server)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void speaksFirst() throws IOException {
    try (FaultyServer server = FaultyServer.with(Behaviour.send((byte) 0xff, (byte) 0x00))) {
      try (Socket socket = connect(server)) {
        assertThat(socket.getInputStream().readAllBytes()).containsExactly(0xff, 0x00);
      }
    }
  }

  @Test
  void playsADialogue() throws IOException {
    Behaviour dialogue =
        Behaviour.read(3).thenSend("one").thenReadSome().thenPause(Duration.ofMillis(20));
    try (FaultyServer server = FaultyServer.with(dialogue.thenSend("two").then(Behaviour.hang()));
        Socket socket = connect(server)) {
      socket.getOutputStream().write(new byte[] {'a', 'b'});
      socket.setSoTimeout(100);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      socket.setSoTimeout((int) LIMIT.toMillis());
      socket.getOutputStream().write('c');
      assertThat(socket.getInputStream().readNBytes(3)).asString().isEqualTo("one");
      socket.getOutputStream().write('d');
      assertThat(socket.getInputStream().readNBytes(3)).asString().isEqualTo("two");
      assertThat(server.received(0)).asString().isEqualTo("abcd");
      assertThat(server.open()).isEqualTo(1);
    }
  }

  @Test
  void drips() throws IOException {
    Behaviour slow =
        Behaviour.drip("slowly".getBytes(StandardCharsets.UTF_8), 2, Duration.ofMillis(60));
    try (FaultyServer server = FaultyServer.with(slow)) {
      long start = System.nanoTime();
      assertThat(readAll(server)).isEqualTo("slowly");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(150));
    }
  }

  @Test
  void answersHttp() throws IOException {
    Behaviour busy = Behaviour.http(503, Map.of("Retry-After", "7"), "später");
    try (FaultyServer server = FaultyServer.with(busy.times(1), Behaviour.http(200, "ok"))) {
      HttpURLConnection first = http(server);
      assertThat(first.getResponseCode()).isEqualTo(503);
      assertThat(first.getHeaderField("Retry-After")).isEqualTo("7");
      assertThat(new String(first.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("später");
      HttpURLConnection second = http(server);
      assertThat(second.getResponseCode()).isEqualTo(200);
      assertThat(new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("ok");
      assertThat(server.received(1)).asString().startsWith("GET /ready HTTP/1.1\r\n");
    }
  }

  @Test
  void healsAfterSoManyConnections() throws IOException {
    try (FaultyServer real = FaultyServer.with(Behaviour.readSome().thenSend("at last"));
        FaultyServer server =
            FaultyServer.with(
                Behaviour.close().times(2),
                Behaviour.send("garbage").times(1),
                Behaviour.proxyTo(real.host(), real.port()))) {
      List<String> answers = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        answers.add(readAll(server));
      }
      assertThat(answers).containsExactly("", "", "garbage", "at last", "at last");
      assertThat(server.accepted()).isEqualTo(5);
      assertThat(real.accepted()).isEqualTo(2);
      assertThat(real.received(0)).asString().isEqualTo("?");
    }
  }

  @Test
  void refusesAfterSoManyConnections() throws IOException {
    try (FaultyServer server =
        FaultyServer.with(Behaviour.send("once").times(1), Behaviour.refuse())) {
      assertThat(readAll(server)).isEqualTo("once");
      assertThatThrownBy(() -> connect(server)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void aProxyBeforeADeadBackendAcceptsAndCloses() throws IOException {
    try (FaultyServer dead = FaultyServer.with(Behaviour.refuse());
        FaultyServer proxy = FaultyServer.with(Behaviour.proxyTo(dead.host(), dead.port()))) {
      assertThat(readAll(proxy)).isEmpty();
    }
  }

  @Test
  void carriesAWholeDatabaseSession() throws Exception {
    try (PostgresServer postgres =
            PostgresServer.builder().backend(ServerBackend.EMBEDDED).build();
        FaultyServer proxy =
            FaultyServer.with(Behaviour.proxyTo(postgres.host(), postgres.port()))) {
      postgres.start();
      String url = "jdbc:postgresql://" + proxy.host() + ":" + proxy.port() + "/app";
      try (var connection =
          java.sql.DriverManager.getConnection(url, postgres.user(), postgres.password())) {
        assertThat(connection.isValid(5)).isTrue();
        assertThat(proxy.open()).isEqualTo(1);
        proxy.disconnectAll();
        assertThat(connection.isValid(5)).isFalse();
      }
      assertThat(Poll.until(LIMIT, () -> proxy.open() == 0)).isTrue();
    }
  }

  @Test
  void changesItsBehaviourOnTheSamePort() throws IOException {
    try (FaultyServer server = FaultyServer.with(Behaviour.refuse())) {
      for (int i = 0; i < 20; i++) {
        server.behave(Behaviour.send("up"));
        assertThat(readAll(server)).isEqualTo("up");
        server.behave(Behaviour.refuse());
        assertThatThrownBy(() -> connect(server)).isInstanceOf(ConnectException.class);
      }
      assertThat(server.accepted()).isEqualTo(20);
    }
  }

  @Test
  void leavesNothingBehind() throws IOException {
    FaultyServer real = FaultyServer.with(Behaviour.hang());
    FaultyServer server =
        FaultyServer.with(
            Behaviour.hang().times(1),
            Behaviour.proxyTo(real.host(), real.port()).times(1),
            Behaviour.send("x").thenPause(Duration.ofHours(1)));
    try (real;
        server;
        Socket first = connect(server);
        Socket second = connect(server);
        Socket third = connect(server)) {
      assertThat(third.getInputStream().read()).isEqualTo('x');
      real.awaitAccepted(1, LIMIT);
      assertThat(threadsOf(server)).isNotEmpty();

      server.close();
      real.close();

      assertThat(threadsOf(server)).isEmpty();
      assertThat(threadsOf(real)).isEmpty();
      assertThat(server.open()).isZero();
      assertThat(first.isConnected() && second.isConnected()).isTrue();
      assertThatThrownBy(() -> connect(server)).isInstanceOf(ConnectException.class);
    }
    assertThatThrownBy(() -> server.behave(Behaviour.hang()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void senselessSequencesAreRefused() {
    assertThatThrownBy(() -> FaultyServer.with(Behaviour.hang(), Behaviour.close()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hang");
    assertThatThrownBy(() -> FaultyServer.with(Behaviour.hang().times(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Behaviour.refuse().times(3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Behaviour.send("x").then(Behaviour.refuse()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Behaviour.hang().times(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Behaviour.read(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Socket connect(FaultyServer server) throws IOException {
    Socket socket = new Socket(server.host(), server.port());
    socket.setSoTimeout((int) LIMIT.toMillis());
    return socket;
  }

  private static String readAll(FaultyServer server) throws IOException {
    try (Socket socket = connect(server)) {
      socket.getOutputStream().write('?');
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static HttpURLConnection http(FaultyServer server) throws IOException {
    URI uri = URI.create("http://" + server.host() + ":" + server.port() + "/ready");
    return (HttpURLConnection) uri.toURL().openConnection();
  }

  private static List<String> threadsOf(FaultyServer server) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("faulty-" + server.port()))
        .toList();
  }
}
