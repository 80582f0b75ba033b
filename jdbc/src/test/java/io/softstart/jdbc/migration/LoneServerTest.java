package io.softstart.jdbc.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which servers surely show all sessions, by what they say of themselves. */
class LoneServerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PostgreSQL 16.4 on x86_64-pc-linux-musl, compiled by gcc (Alpine 13.2.1) 13.2.1, 64-bit",
        "PostgreSQL 17.0 (Debian 17.0-1.pgdg120+1) on x86_64-pc-linux-gnu, compiled by gcc, 64-bit",
        "PostgreSQL 18beta1 on aarch64-unknown-linux-gnu, compiled by gcc, 64-bit"
      })
  void knownPostgresql(String version) {
    assertThat(LoneServer.postgresql(version, false, false, null)).isNull();
    assertThat(LoneServer.postgresql(version, true, false, null)).contains("standby");
    assertThat(LoneServer.postgresql(version, false, true, null)).contains("subscribes");
    assertThat(LoneServer.postgresql(version, false, false, "citus")).contains("citus");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PostgreSQL 11.2-YB-2.20.1.0-b0 on x86_64-pc-linux-gnu, compiled by clang, 64-bit",
        "PostgreSQL 15.2-YB-2.25.0.0-b0 on x86_64-pc-linux-gnu, compiled by clang, 64-bit",
        "CockroachDB CCL v24.1.0 (x86_64-pc-linux-gnu, built 2024/05/15, go1.22.2)",
        "PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2, Redshift 1.0.1",
        "PostgreSQL 12.12 (Greenplum Database 7.1.0 build 1) on x86_64-pc-linux-gnu, compiled by",
        "PostgreSQL 16",
        ""
      })
  void unknownPostgresql(String version) {
    assertThat(LoneServer.postgresql(version, false, false, null)).contains("not known");
  }

  private static Map<String, String> mysql(String... more) {
    Map<String, String> variables = new HashMap<>();
    variables.put("version", "8.4.2");
    variables.put("version_comment", "MySQL Community Server - GPL");
    variables.put("read_only", "OFF");
    for (int i = 0; i < more.length; i += 2) {
      variables.put(more[i], more[i + 1]);
    }
    return variables;
  }

  @Test
  void knownMysql() {
    assertThat(LoneServer.mysql(mysql(), false)).isNull();
    assertThat(LoneServer.mysql(mysql("version", "8.0.36-0ubuntu0.22.04.1"), false)).isNull();
    assertThat(LoneServer.mysql(mysql("group_replication_group_name", ""), false)).isNull();
    assertThat(LoneServer.mysql(mysql(), null)).contains("REPLICATION CLIENT");
    assertThat(LoneServer.mysql(mysql(), true)).contains("replica");
  }

  @Test
  void knownMariaDb() {
    Map<String, String> server =
        mysql(
            "version",
            "11.4.2-MariaDB-ubu2404",
            "version_comment",
            "mariadb.org binary distribution",
            "wsrep_on",
            "OFF",
            "wsrep_provider",
            "none",
            "gtid_slave_pos",
            "");
    assertThat(LoneServer.mysql(server, null)).isNull();
    server.put("gtid_slave_pos", "0-1-7");
    assertThat(LoneServer.mysql(server, null)).contains("replica");
  }

  @ParameterizedTest
  @CsvSource({
    "wsrep_on, ON",
    "wsrep_provider, /usr/lib/galera/libgalera_smm.so",
    "group_replication_group_name, aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa",
    "aurora_version, 3.04.0",
    "read_only, ON",
    "slaves_running, 1",
    "innodb_read_only, ON",
    "version, 8.0.11-TiDB-v7.5.0",
    "version, 8.0.30-Vitess",
    "version, 8.4.2-cluster",
    "version, 5.0.45-Xpand-6.1",
    "version_comment, Source distribution",
    "version_comment, MySQL Cluster Community Server - GPL"
  })
  void oneOfSeveralOrUnknown(String variable, String value) {
    assertThat(LoneServer.mysql(mysql(variable, value), false)).isNotNull();
  }
}
