/** Gates for relational databases. */
@SuppressWarnings("module") // the starter need not be there
module io.softstart.jdbc {
  requires transitive io.softstart.core;
  requires transitive java.sql;
  requires transitive com.zaxxer.hikari;
  requires static org.jspecify;
  requires static java.management;

  uses java.sql.Driver;

  exports io.softstart.jdbc;
  exports io.softstart.jdbc.migration to
      io.softstart.spring;

  provides io.softstart.probe.GateFactory with
      io.softstart.jdbc.JdbcGates;
}
