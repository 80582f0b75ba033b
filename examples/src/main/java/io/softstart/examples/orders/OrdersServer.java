package io.softstart.examples.orders;

import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server with what it stands on; ends with the process. */
final class OrdersServer {
  private static final Logger LOG = LoggerFactory.getLogger(OrdersServer.class);
  private static final int THREADS = 8;

  private final int port;
  private final HikariDataSource db;

  OrdersServer(int port, HikariDataSource db) {
    this.port = port;
    this.db = db;
  }

  /** Creates the table and listens; returns when it does. */
  void start() throws IOException, SQLException {
    OrderStore store = new OrderStore(db);
    store.createTable();
    HttpServer http = HttpServer.create(new InetSocketAddress(port), 0);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    http.setExecutor(threads);
    http.createContext("/", new OrdersHandler(store));
    http.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(http, threads), "orders-stop"));
    LOG.info("listening on http://localhost:{}/orders", http.getAddress().getPort());
  }

  /** Requests that run have a second to end; the pool is theirs until then. */
  private void stop(HttpServer http, ExecutorService threads) {
    http.stop(1);
    threads.shutdown();
    db.close();
  }
}
