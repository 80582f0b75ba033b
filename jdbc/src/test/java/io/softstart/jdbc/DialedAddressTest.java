package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.softstart.config.Secret;
import io.softstart.net.ServiceUrl;
import io.softstart.net.Target.Endpoint;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The knock dials host:port although the client does not: where a bare connect is allowed. */
class DialedAddressTest {
  private static final Properties NONE = new Properties();

  private static Optional<Endpoint> of(String url) {
    return DialedAddress.of(url, NONE, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "jdbc:postgresql://db/app -> db:5432",
        "jdbc:postgresql:///app -> localhost:5432",
        "jdbc:postgresql://db:5433/app?sslmode=require&ApplicationName=x -> db:5433",
        "jdbc:mysql://orders_db/app?useSSL=false -> orders_db:3306",
        "jdbc:mysql://address=(host=db)(port=3307)/app -> db:3307",
        "jdbc:mariadb://proxy.example:3307/pipeline?useServerPrepStmts=true -> proxy.example:3307",
        "jdbc:sqlserver://db;databaseName=app;trustServerCertificate=true -> db:1433",
        "jdbc:sqlserver://;serverName=db;portNumber=1434;databaseName=app -> db:1434",
        "jdbc:oracle:thin:@//db:1522/orders -> db:1522",
        "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=db)(PORT=1522))"
            + "(CONNECT_DATA=(SERVICE_NAME=orders))) -> db:1522",
        "jdbc:h2:tcp://db/~/app -> db:9092",
      })
  void aPlainUrlHasOne(String url, String address) {
    assertThat(of(url)).map(Endpoint::toString).contains(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db/app?socketFactory=com.google.cloud.sql.postgres.SocketFactory",
        "jdbc:postgresql:///app?cloudSqlInstance=a:b:c&socketFactory=x",
        "jdbc:postgresql://db/app?ssl=true&SOCKETFACTORY=x",
        "jdbc:postgresql://a,b/app",
        "jdbc:postgresql:app?service=other",
        "jdbc:postgresql:app?PGHOST=other",
        "jdbc:mysql://db/app?socketFactory=com.mysql.cj.protocol.NamedPipeSocketFactory",
        "jdbc:mysql://db/app?socksProxyHost=proxy",
        "jdbc:mysql://(host=db,port=3306,socketFactory=x)/app",
        "jdbc:mysql://address=(protocol=pipe)(path=x)(host=db)/app",
        "jdbc:mysql+srv://db.example/app",
        "jdbc:mysql://db/app?dnsSrv=true",
        "jdbc:mysql:loadbalance://db/app",
        "jdbc:mysql:replication://db/app",
        "jdbc:mariadb://db/app?localSocket=/run/mariadb.sock",
        "jdbc:mariadb://db/app?pipe=x",
        "jdbc:mariadb:sequential://db/app",
        "jdbc:sqlserver://db;socketFactoryClass=x;socketFactoryConstructorArg=y",
        "jdbc:sqlserver://db;failoverPartner=other",
        "jdbc:sqlserver://db\\instance;databaseName=app",
        "jdbc:oracle:oci:@//db:1522/orders",
        "jdbc:oracle:thin:@alias",
        "jdbc:oracle:thin:@//db:1522/orders?oracle.net.httpsProxyHost=proxy",
        "jdbc:oracle:thin:@//db:1522/orders?TNS_ADMIN=/etc/oracle",
        "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCPS)(HTTPS_PROXY=p)(HOST=db)(PORT=1)))",
        "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=IPC)(HOST=db)(PORT=1)))",
        "jdbc:h2:mem:app",
        "jdbc:h2:~/app",
        "jdbc:aws-wrapper:postgresql://db/app",
        "jdbc:otel:postgresql://db/app",
        "jdbc:other://db:77/app",
      })
  void whatMayConnectElsewhereHasNone(String url) {
    assertThat(of(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socketFactory",
        "socketFactoryClass",
        "socketFactoryConstructorArg",
        "socksProxyHost",
        "localSocket",
        "pipe",
        "oracle.net.httpsProxyHost",
        "oracle.net.socksProxyHost",
        "unixSocketPath",
        "PGHOST",
        "service",
        "serverName",
        "failoverPartner"
      })
  void neitherHasAnOptionBesideTheUrl(String name) {
    Properties options = new Properties();
    options.put(name, "x");
    assertThat(DialedAddress.of("jdbc:postgresql://db/app", options, null)).isEmpty();
  }

  @Test
  void anotherVendorsDriverIsNotKnown() {
    String url = "jdbc:postgresql://db/app";
    assertThat(DialedAddress.of(url, NONE, "org.postgresql.Driver")).isPresent();
    assertThat(DialedAddress.of(url, NONE, "com.example.TunnelDriver")).isEmpty();
  }

  @Test
  void theOptionsOfAPoolCount() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:postgresql://db/app");
    assertThat(JdbcProbe.pool(config).dials()).contains(new Endpoint("db", 5432));

    config.addDataSourceProperty("socketFactory", "com.example.Factory");
    assertThat(JdbcProbe.pool(config).dials()).isEmpty();
  }

  @Test
  void anExistingPoolIsReadADataSourceIsNot() {
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl("jdbc:postgresql://db/app");
      assertThat(JdbcProbe.dataSource(pool).dials()).contains(new Endpoint("db", 5432));

      pool.addDataSourceProperty("socketFactory", "com.example.Factory");
      assertThat(JdbcProbe.dataSource(pool).dials()).isEmpty();
    }
    HikariConfig byClass = new HikariConfig();
    byClass.setDataSourceClassName("org.postgresql.ds.PGSimpleDataSource");
    byClass.addDataSourceProperty("serverName", "db");
    assertThat(JdbcProbe.pool(byClass).dials()).isEmpty();
    assertThat(JdbcProbe.<DataSource>dataSource(new org.postgresql.ds.PGSimpleDataSource()).dials())
        .isEmpty();
  }

  @Test
  void theProcessesSocksProxyIsAsked() {
    Secret password = Secret.of("app-password");
    JdbcProbe<HikariDataSource> probe =
        JdbcProbe.pool(ServiceUrl.of("jdbc:postgresql://db/app"), "app", password);
    assertThat(probe.dials()).isPresent();
    System.setProperty("socksProxyHost", "proxy.invalid");
    try {
      assertThat(probe.dials()).isEmpty();
      System.setProperty("socksNonProxyHosts", "db");
      assertThat(probe.dials()).isPresent();
    } finally {
      System.clearProperty("socksProxyHost");
      System.clearProperty("socksNonProxyHosts");
    }
  }
}
