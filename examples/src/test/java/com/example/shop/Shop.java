package com.example.shop;

import com.zaxxer.hikari.HikariDataSource;
import io.softstart.Startup;
import io.softstart.config.ConfigReader;
import io.softstart.config.Secret;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.gate.OpenGates;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.net.ServiceUrl;
import io.softstart.probe.HttpProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The small service of docs/troubleshooting.md, which is run into each trouble. */
public final class Shop {
  private static final CountDownLatch STAYS = new CountDownLatch(1);

  private record Config(
      ServiceUrl db,
      String user,
      Secret password,
      Optional<ServiceUrl> search,
      boolean blocks,
      int port) {
    static Config read(ConfigReader env) {
      return new Config(
          env.jdbcUrl("SHOP_DB_URL").required(),
          env.string("SHOP_DB_USER").orElse("shop"),
          env.secret("SHOP_DB_PASSWORD").required(),
          env.url("SHOP_SEARCH").optional(),
          env.bool("SHOP_BLOCKS").orElse(false),
          env.integer("SHOP_HTTP_PORT").between(0, 65_535).orElse(0));
    }
  }

  private Shop() {}

  /** Waits for its database, and for a search that need not be there. */
  public static void main(String[] args) {
    Startup startup = Startup.begin("shop", args);
    Config config = startup.configure(Config::read);

    Gate<HikariDataSource> db =
        Gate.of("db", JdbcProbe.pool(config.db(), config.user(), config.password()));
    List<AnyGate<?>> gates = new ArrayList<>(List.of(db));
    config.search().ifPresent(url -> gates.add(Gate.of("search", HttpProbe.get(url)).optional()));

    OpenGates open = startup.await(gates.toArray(AnyGate<?>[]::new));
    startup.run(() -> serve(open.get(db), config));
  }

  private static void serve(HikariDataSource orders, Config config) throws IOException {
    ServerSocket server = listen(config.port());
    if (config.blocks()) {
      stay(server, orders);
    }
    new Thread(() -> stay(server, orders), "shop-http").start();
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
  }

  /** For as long as the process lives. */
  private static void stay(ServerSocket server, HikariDataSource orders) {
    try (server;
        orders) {
      STAYS.await();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
