package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.spring.apps.field.DatabaseApplication;
import io.softstart.testkit.PostgresServer;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pools other than HikariCP, and passwords that libraries decrypt. */
@OneJdk
class PoolsTest {
  private static PostgresServer database;

  @BeforeAll
  static void start() {
    database = PostgresServer.create();
    database.start();
  }

  @AfterAll
  static void end() {
    database.close();
  }

  private static FieldCase with(String libraries, String unused) {
    return FieldCase.of(DatabaseApplication.class)
        .with(libraries)
        .without(
            "netty|reactor|spring-boot(-starter)?-(data-redis|kafka)|spring-data-|lettuce|"
                + "spring-kafka|kafka-clients"
                + unused);
  }

  private static FieldCase druid() {
    return with("druid-spring-boot-3-starter|druid", "|HikariCP");
  }

  private static FieldCase onDatabase(FieldCase pool, String prefix, String password) {
    return pool.args(
        prefix + "url=" + database.jdbcUrl(),
        prefix + "username=" + database.user(),
        prefix + "password=" + password);
  }

  @Test
  void case11aDruidIsConfiguredByItsOwnProperties() {
    String output =
        onDatabase(druid(), "--spring.datasource.druid.", database.password())
            .startsAlike("USED 1");
    assertThat(output).contains("waits for datasource");
  }

  @Test
  void case11bDruidDecryptsThePasswordItself() throws Exception {
    String[] keys;
    String encrypted;
    try (URLClassLoader druid = library("druid")) {
      Class<?> tools = druid.loadClass("com.alibaba.druid.filter.config.ConfigTools");
      keys = (String[]) tools.getMethod("genKeyPair", int.class).invoke(null, 512);
      Method encrypt = tools.getMethod("encrypt", String.class, String.class);
      encrypted = (String) encrypt.invoke(null, keys[0], database.password());
    }
    String output =
        onDatabase(druid(), "--spring.datasource.", encrypted)
            .args(
                "--spring.datasource.druid.filters=config",
                "--spring.datasource.druid.connection-properties=config.decrypt=true;"
                    + "config.decrypt.key="
                    + keys[1])
            .startsAlike("USED 1");
    assertThat(output).doesNotContain("DENIED");
  }

  @Test
  void tomcatsPoolWaits() {
    waits(with("tomcat-jdbc|tomcat-juli", "|HikariCP"));
  }

  @Test
  void dbcp2Waits() {
    waits(with("commons-dbcp2|commons-pool2", "|HikariCP"));
  }

  private static void waits(FieldCase pool) {
    try (PostgresServer late = PostgresServer.create()) {
      late.prepare();
      pool.args(
              "--field.eager=true",
              "--spring.datasource.url=" + late.jdbcUrl(),
              "--spring.datasource.username=" + late.user(),
              "--spring.datasource.password=" + late.password())
          .waits("datasource is not ready", late::start, "USED 1");
    }
  }

  @Test
  void case21aJasyptDecryptsThePassword() throws Exception {
    String encrypted;
    try (URLClassLoader jasypt = library("jasypt")) {
      Class<?> type = jasypt.loadClass("org.jasypt.encryption.pbe.StandardPBEStringEncryptor");
      Class<?> vectors = jasypt.loadClass("org.jasypt.iv.IvGenerator");
      Object random =
          jasypt.loadClass("org.jasypt.iv.RandomIvGenerator").getConstructor().newInstance();
      Object encryptor = type.getConstructor().newInstance();
      type.getMethod("setAlgorithm", String.class).invoke(encryptor, "PBEWITHHMACSHA512ANDAES_256");
      type.getMethod("setPassword", String.class).invoke(encryptor, "k");
      type.getMethod("setIvGenerator", vectors).invoke(encryptor, random);
      Object text = type.getMethod("encrypt", String.class).invoke(encryptor, database.password());
      encrypted = "ENC(" + text + ")";
    }
    onDatabase(
            with("jasypt-spring-boot-starter|jasypt-spring-boot|jasypt", ""),
            "--spring.datasource.",
            encrypted)
        .args("--jasypt.encryptor.password=k")
        .startsAlike("USED 1");
  }

  private static URLClassLoader library(String name) throws IOException {
    try (Stream<Path> files = Files.list(Application.LIBRARIES)) {
      Path jar =
          files
              .filter(file -> file.getFileName().toString().matches(name + "-[0-9].*"))
              .findAny()
              .orElseThrow();
      return new URLClassLoader(new URL[] {jar.toUri().toURL()});
    }
  }
}
