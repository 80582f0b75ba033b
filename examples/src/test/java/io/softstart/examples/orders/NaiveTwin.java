package io.softstart.examples.orders;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;

/** What orders would be without Softstart: it connects once, and ends if that fails. */
final class NaiveTwin {
  private NaiveTwin() {}

  public static void main(String[] args) throws SQLException, InterruptedException {
    String user = System.getenv("ORDERS_DB_USER");
    DriverManager.getConnection(
        System.getenv("ORDERS_DB_URL"), user, System.getenv("ORDERS_DB_PASSWORD"));
    System.err.println("naive: READY");
    new CountDownLatch(1).await();
  }
}
