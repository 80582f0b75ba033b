package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which driver is taken, and which properties it gets; on stubs, since no server sees that. */
class DriversTest {
  /** Takes jdbc:stub: and nothing else. */
  public static class StubDriver extends DriverStub {
    @Override
    public @Nullable Connection connect(String url, Properties info) {
      return null;
    }

    @Override
    public boolean acceptsURL(String url) {
      return url.startsWith("jdbc:stub:");
    }
  }

  @Test
  void registered() throws SQLException {
    StubDriver stub = new StubDriver();
    stub.whileRegistered(
        () -> {
          assertThat(Drivers.find("jdbc:stub:x", null)).isSameAs(stub);
          assertThat(Drivers.find("jdbc:stub:x", StubDriver.class.getName())).isSameAs(stub);
        });
  }

  @Test
  void byNameOnTheContextLoader() throws SQLException {
    assertThat(Drivers.find("jdbc:stub:x", StubDriver.class.getName()))
        .isInstanceOf(StubDriver.class);
  }

  @Test
  void notThere() {
    assertThatThrownBy(() -> Drivers.find("jdbc:stub:x", null))
        .isInstanceOf(NoDriverException.class)
        .hasMessageContaining("no driver for jdbc:stub")
        .hasMessageContaining("org.postgresql.Driver");
    assertThatThrownBy(() -> Drivers.find("jdbc:stub:x", "no.such.Driver"))
        .isInstanceOf(NoDriverException.class)
        .hasMessageContaining("no.such.Driver");
    assertThatThrownBy(() -> Drivers.find("jdbc:stub:x", "java.lang.String"))
        .isInstanceOf(NoDriverException.class);
  }

  @Test
  void driverThatDeclines() {
    DriverConnectionFactory logins =
        new DriverConnectionFactory("jdbc:stub:x", StubDriver.class.getName(), new Properties());
    assertThatThrownBy(() -> logins.forPool(new Credentials("u", "p"), 0))
        .isInstanceOf(NoDriverException.class)
        .hasMessageContaining("does not take the URL");
  }

  @Test
  void limitsOnlyWhatTheUserLeftOpen() {
    Properties none = new Properties();
    assertThat(limited("jdbc:postgresql://h/d", none))
        .containsEntry("connectTimeout", "7")
        .containsEntry("socketTimeout", "7");
    assertThat(limited("jdbc:postgresql://h/d?socketTimeout=0&x=y", none))
        .doesNotContainKey("socketTimeout")
        .containsEntry("connectTimeout", "7");
    assertThat(limited("jdbc:postgresql://h/d?x=y&connectTimeout=3", none))
        .doesNotContainKey("connectTimeout");
    assertThat(limited("jdbc:postgresql://h/d?service=orders", none)).isEmpty();
    for (String url : List.of("jdbc:mysql://h/d", "jdbc:mariadb://h/d")) {
      assertThat(limited(url, none))
          .containsEntry("connectTimeout", "7000")
          .containsEntry("socketTimeout", "7000");
      assertThat(limited(url + "?SocketTimeout=1", none)).doesNotContainKey("socketTimeout");
      assertThat(limited(url + "?autoReconnect=true", none)).isEmpty();
    }
    assertThat(limited("jdbc:mysql://a,b/d", none))
        .as("it would reconnect with a limit of reads")
        .containsOnly(entry("connectTimeout", "2000"));
    assertThat(limited("jdbc:sqlserver://h;databaseName=d", none))
        .containsOnly(entry("loginTimeout", "7"));
    assertThat(limited("jdbc:sqlserver://h;LoginTimeout=3", none)).isEmpty();
    assertThat(limited("jdbc:oracle:thin:@//h/d", none))
        .containsOnly(
            entry("oracle.net.CONNECT_TIMEOUT", "7000"), entry("oracle.jdbc.ReadTimeout", "7000"));
    assertThat(limited("jdbc:h2:tcp://h/d", none)).as("it has none").isEmpty();
    assertThat(limited("jdbc:nosuch://h/d", none)).isEmpty();
    Properties set = new Properties();
    set.setProperty("socketTimeout", "5");
    assertThat(limited("jdbc:postgresql://h/d", set)).doesNotContainKey("socketTimeout");
  }

  private static Properties limited(String url, Properties options) {
    Properties login = new Properties();
    DriverLimits.of(url, options).limitAttempt(login, java.time.Duration.ofMillis(7_900));
    return login;
  }

  @Test
  void poolsLoginTimeout() {
    int before = DriverManager.getLoginTimeout();
    try {
      DriverManager.setLoginTimeout(0);
      DriverLimits open = DriverLimits.of("jdbc:postgresql://h/d", new Properties());
      assertThat(login(open)).containsEntry("loginTimeout", "30");
      assertThat(login(DriverLimits.of("jdbc:postgresql://h/d?loginTimeout=4", new Properties())))
          .isEmpty();
      DriverManager.setLoginTimeout(5);
      assertThat(login(open)).as("the application's own wins").isEmpty();
    } finally {
      DriverManager.setLoginTimeout(before);
    }
  }

  private static Properties login(DriverLimits limits) {
    Properties login = new Properties();
    limits.limitLogin(login, 30);
    return login;
  }

  @Test
  void urlOptions() {
    assertThat(UrlOptions.find("jdbc:x://h/d?user=me&b=2", "user")).isEqualTo("me");
    assertThat(UrlOptions.find("jdbc:x://h/d?a=1&user=", "user")).isEmpty();
    assertThat(UrlOptions.find("jdbc:x://h/d?a=1&superuser=you", "user")).isNull();
    assertThat(UrlOptions.find("jdbc:x://h/d?user", "user")).isNull();
    assertThat(UrlOptions.find("jdbc:x://h/d", "user")).isNull();
  }

  @Test
  void credentialsPrecedence() {
    Properties login = new Properties();
    login.setProperty("user", "a");
    login.setProperty("password", "b");
    new Credentials("u", "p").addTo(login);
    assertThat(login).containsEntry("user", "u").containsEntry("password", "p");
    login.setProperty("password", "b");
    new Credentials(null, "p").addTo(login);
    assertThat(login).containsEntry("password", "b");
  }

  @Test
  void oneThatDoesNotLoadHidesNoOther(@TempDir Path dir) throws Exception {
    Path services = dir.resolve("META-INF/services");
    Files.createDirectories(services);
    Files.writeString(
        services.resolve("java.sql.Driver"),
        "no.such.Driver\njava.lang.String\n" + StubDriver.class.getName() + "\n");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {dir.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      assertThat(Drivers.find("jdbc:stub:x", null)).isInstanceOf(StubDriver.class);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
