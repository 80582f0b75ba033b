package io.softstart.examples.orders;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Orders in a table of their own. Thread-safe. */
final class OrderStore {
  // what PostgreSQL and MariaDB both understand
  private static final String TABLE =
      "CREATE TABLE IF NOT EXISTS orders ("
          + "id serial PRIMARY KEY, "
          + "item varchar(1000) NOT NULL, "
          + "placed bigint NOT NULL)"; // milliseconds since 1970, free of time zones
  private static final String INSERT = "INSERT INTO orders (item, placed) VALUES (?, ?)";
  private static final String FIND = "SELECT id, item, placed FROM orders WHERE id = ?";
  private static final String NEWEST =
      "SELECT id, item, placed FROM orders ORDER BY id DESC LIMIT ?";

  private final DataSource db;

  OrderStore(DataSource db) {
    this.db = db;
  }

  /** Creates the table unless it is there. */
  void createTable() throws SQLException {
    try (Connection connection = db.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
  }

  Order add(String item) throws SQLException {
    try (Connection connection = db.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT, new String[] {"id"})) {
      Instant placed = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      insert.setString(1, item);
      insert.setLong(2, placed.toEpochMilli());
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        keys.next();
        return new Order(keys.getLong(1), item, placed);
      }
    }
  }

  Optional<Order> find(long id) throws SQLException {
    try (Connection connection = db.getConnection();
        PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setLong(1, id);
      return ordersOf(find).stream().findFirst();
    }
  }

  /** Returns the newest orders, the newest first. */
  List<Order> newest(int limit) throws SQLException {
    try (Connection connection = db.getConnection();
        PreparedStatement newest = connection.prepareStatement(NEWEST)) {
      newest.setInt(1, limit);
      return ordersOf(newest);
    }
  }

  private static List<Order> ordersOf(PreparedStatement statement) throws SQLException {
    List<Order> orders = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        Instant placed = Instant.ofEpochMilli(rows.getLong("placed"));
        orders.add(new Order(rows.getLong("id"), rows.getString("item"), placed));
      }
    }
    return orders;
  }
}
