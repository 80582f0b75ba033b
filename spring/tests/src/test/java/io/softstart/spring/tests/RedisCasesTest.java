package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.softstart.spring.apps.field.RedisApplication;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.Ports;
import io.softstart.testkit.RedisServer;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications with a cache from the field; as {@link DatabaseCasesTest} has them. */
@OneJdk
class RedisCasesTest {
  private static RedisServer redis;

  @TempDir static Path directory;
  private static Path secret;

  @BeforeAll
  static void start() throws IOException {
    redis = RedisServer.builder().password("of-the-server").build();
    redis.start();
    secret = Files.writeString(directory.resolve("secret"), redis.password());
  }

  @AfterAll
  static void end() {
    redis.close();
  }

  private static FieldCase application(int port) {
    return FieldCase.of(RedisApplication.class)
        .without("spring-boot(-starter)?-kafka|spring-kafka|kafka-clients")
        .property("field.secret", secret.toString())
        .args("--spring.data.redis.host=127.0.0.1", "--spring.data.redis.port=" + port);
  }

  @Test
  void case35WhatOnlyABeanSaysOfTheConnection() {
    String output =
        application(redis.port()).property("field.case", "own-bean").startsAlike("USED hello");
    assertThat(output)
        .containsSubsequence("the application's own client decides", "redis is open after");
  }

  private static FieldCase withJedis(int port) {
    return application(port)
        .without("spring-boot(-starter)?-kafka|spring-kafka|kafka-clients|lettuce|netty|reactor")
        .with("jedis|commons-pool2|redis-authx-core|json|gson");
  }

  @Test
  void case41JedisWaits() {
    FieldCase.once();
    try (RedisServer late = RedisServer.create()) {
      late.prepare();
      withJedis(late.port())
          .args("--field.eager=true")
          .waits("redis is not ready", late::start, "USED hello");
    }
  }

  @Test
  void case41TheOwnClientOfJedisIsAsked() {
    FieldCase.once();
    FieldCase wrong =
        withJedis(redis.port())
            .args("--field.eager=true", "--spring.data.redis.password=guessed")
            .env("SOFTSTART_GRACE", "500ms");
    wrong.control(1);
    assertThat(wrong.ends(78))
        .contains("APPLICATION FAILED TO START", "(DENIED)")
        .doesNotContain("\tat ", "guessed");
  }

  @Test
  void case6aADatabaseUrlWithoutAnyDriver() {
    FieldCase.once();
    application(redis.port())
        .without("spring-boot(-starter)?-kafka|spring-kafka|kafka-clients|postgresql|HikariCP")
        .args(
            "--spring.data.redis.password=" + redis.password(),
            "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + Ports.free() + "/app")
        .startsAlike("USED hello");
  }

  /** What is left over beside it is not dialed; only Spring Boot 4 has the property. */
  @Test
  void case36AMasterAndItsReplicas() {
    assumeFalse(FieldCase.isFull(), "Spring Boot 3 does not know it");
    String output =
        application(Ports.free())
            .args(
                "--spring.data.redis.masterreplica.nodes=127.0.0.1:" + redis.port(),
                "--spring.data.redis.password=" + redis.password())
            .startsAlike("USED hello");
    assertThat(output).contains("redis is open after");
  }

  @Test
  void case37ASchemeInTheHost() {
    FieldCase.once();
    FieldCase scheme =
        FieldCase.of(RedisApplication.class)
            .args("--spring.data.redis.host=redis://127.0.0.1", "--field.asks=false");
    scheme.control(0);
    assertThat(scheme.ends(0).replaceAll("\\s+", " "))
        .contains("spring.data.redis.host is no host name or address", "without redis://", "READY");
  }

  @Test
  void aWrongPasswordEndsWith78() {
    FieldCase wrong =
        application(redis.port())
            .args("--spring.data.redis.password=guessed", "--field.eager=true")
            .env("SOFTSTART_GRACE", "500ms");
    wrong.control(1);
    assertThat(wrong.ends(78))
        .contains("APPLICATION FAILED TO START", "redis (", "(DENIED)")
        .doesNotContain("guessed");
  }

  @Test
  void aSignalWhileItWaitsNamesWhatItWaitsFor() {
    FieldCase.once();
    FieldCase waiting = application(Ports.free()).args("--field.eager=true");
    try (RunningJvm app = waiting.withStarter().start()) {
      app.awaitLine("redis is not ready", FieldCase.LIMIT);
      app.signal("TERM");
      JvmResult result = app.awaitExit(FieldCase.LIMIT);
      assertThat(result.exitCode()).isEqualTo(143);
      assertThat(result.stdout() + result.stderr())
          .contains("stopped by SIGTERM", "while waiting for redis (REFUSED)");
    }
  }

  @Test
  void anApplicationThatNeverAsksIsReadyAtTheDeadline() {
    FieldCase.once();
    FieldCase idle =
        application(Ports.free()).args("--field.asks=false").env("SOFTSTART_DEADLINE", "2s");
    idle.control(0);
    assertThat(idle.ends(0)).contains("the application's own client decides", "READY");
  }
}
