package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.config.Secret;
import io.softstart.gate.Gate;
import io.softstart.net.ServiceUrl;
import io.softstart.testkit.Behaviour;
import io.softstart.testkit.FaultyServer;
import io.softstart.testkit.Ports;
import io.softstart.testkit.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A driver that connects elsewhere than to the address of its URL, as cloud connectors do. */
@Timeout(60)
class SocketFactoryTest {
  private static final CountDownLatch ASKED_FOUR_TIMES = new CountDownLatch(4);

  /** Leads each connection to the port that is its argument. */
  public static final class Detour extends SocketFactory {
    private final int port;

    public Detour(String port) {
      this.port = Integer.parseInt(port);
    }

    @Override
    public Socket createSocket() {
      ASKED_FOUR_TIMES.countDown();
      return new Socket() {
        @Override
        public void connect(SocketAddress to, int timeout) throws IOException {
          super.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeout);
        }
      };
    }

    @Override
    public Socket createSocket(String host, int unused) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int unused, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int unused) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int unused, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void aDriverWithASocketFactoryIsAskedEachTimeThoughNothingListensAtItsUrl() {
    try (PostgresServer postgres = PostgresServer.create();
        FaultyServer door = FaultyServer.with(Behaviour.refuse())) {
      postgres.start();
      String url =
          "jdbc:postgresql://127.0.0.1:"
              + Ports.free()
              + "/app?sslmode=disable&socketFactory="
              + Detour.class.getName()
              + "&socketFactoryArg="
              + door.port();
      Gate<HikariDataSource> gate =
          Gate.of("db", JdbcProbe.pool(ServiceUrl.of(url), "app", Secret.of("app-password")));
      Behaviour healthy = Behaviour.proxyTo("127.0.0.1", postgres.port());
      Startup startup =
          Startup.begin(StartupOptions.of("detour").embedded().deadline(Duration.ofSeconds(50)));
      CompletableFuture<Void> opened =
          CompletableFuture.runAsync(
              () -> {
                await(ASKED_FOUR_TIMES);
                door.behave(healthy);
              });
      try {
        try (HikariDataSource pool = startup.await(gate).get(gate)) {
          assertThat(pool.isRunning()).isTrue();
          assertThat(startup.report().gates().get(0).attempts()).isGreaterThan(3);
        }
      } finally {
        startup.close();
      }
      assertThat(opened).isCompleted();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
