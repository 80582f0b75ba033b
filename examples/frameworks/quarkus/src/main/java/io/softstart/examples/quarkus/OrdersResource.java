package io.softstart.examples.quarkus;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Asks the database by Quarkus' own pool. */
@Path("/orders")
public class OrdersResource {
  private final DataSource db;

  OrdersResource(DataSource db) {
    this.db = db;
  }

  @GET
  @Blocking
  @Produces("text/plain")
  public String orders() throws SQLException {
    try (Connection connection = db.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 'no orders yet'")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
