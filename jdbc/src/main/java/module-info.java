/** Gates for relational databases. */
module io.softstart.jdbc {
  requires transitive io.softstart.core;
  requires transitive java.sql;
  requires transitive com.zaxxer.hikari;
  requires static org.jspecify;

  uses java.sql.Driver;

  exports io.softstart.jdbc;

  provides io.softstart.probe.GateFactory with
      io.softstart.jdbc.JdbcGates;
}
