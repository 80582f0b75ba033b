package io.softstart.examples.spring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Orders in PostgreSQL; those that were asked for also in Redis. */
@Repository
class OrderStore {
  private static final String COLUMNS = "id, item, placed";

  private final JdbcClient db;

  OrderStore(JdbcClient db) {
    this.db = db;
  }

  Order add(String item) {
    return db.sql("INSERT INTO orders (item, placed) VALUES (?, now()) RETURNING " + COLUMNS)
        .param(item)
        .query(OrderStore::order)
        .single();
  }

  @Cacheable(cacheNames = "orders", unless = "#result == null")
  public Optional<Order> find(int id) {
    return db.sql("SELECT " + COLUMNS + " FROM orders WHERE id = ?")
        .param(id)
        .query(OrderStore::order)
        .optional();
  }

  List<Order> newest() {
    return db.sql("SELECT " + COLUMNS + " FROM orders ORDER BY id DESC LIMIT 100")
        .query(OrderStore::order)
        .list();
  }

  private static Order order(ResultSet row, int number) throws SQLException {
    return new Order(
        row.getInt("id"), row.getString("item"), row.getTimestamp("placed").toInstant());
  }
}
