package io.softstart.examples.dropwizard;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Asks the database by the pool that the gate opened. */
@Path("/orders")
public final class OrdersResource {
  private final DataSource db;

  OrdersResource(DataSource db) {
    this.db = db;
  }

  @GET
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
