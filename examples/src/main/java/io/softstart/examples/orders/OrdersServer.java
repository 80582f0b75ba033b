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

  private final OrdersConfig config;
  private final HikariDataSource db;
  private final OrderCache cache;

  OrdersServer(OrdersConfig config, HikariDataSource db, OrderCache cache) {
    this.config = config;
    this.db = db;
    this.cache = cache;
  }

  /** Creates the table and listens; returns when it does. */
  void start() throws IOException, SQLException {
    OrderStore store = new OrderStore(db);
    store.createTable();
    OrderEvents events = new OrderEvents(config.kafka());
    HttpServer http = HttpServer.create(new InetSocketAddress(config.httpPort()), 0);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    http.setExecutor(threads);
    http.createContext("/", new OrdersHandler(store, cache, events));
    http.start();
    Thread stop = new Thread(() -> stop(http, threads, events), "orders-stop");
    Runtime.getRuntime().addShutdownHook(stop);
    LOG.info("listening on http://localhost:{}/orders", http.getAddress().getPort());
  }

  /** Requests that run have a second to end; all else is theirs until then. */
  private void stop(HttpServer http, ExecutorService threads, OrderEvents events) {
    http.stop(1);
    threads.shutdown();
    events.close();
    cache.close();
    db.close();
  }
}
