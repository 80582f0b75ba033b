package io.softstart.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.StartupOptions;
import io.softstart.StartupOptions.OnFailure;
import io.softstart.config.ConfigSources;
import io.softstart.config.Secret;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.net.ServiceUrl;
import io.softstart.probe.TcpProbe;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.Ports;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RunningJvm;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. Pictures of every state are left in {@code target/pages}. */
class PageTest {
  @Test
  void theRowOfALateDatabaseTurns() throws Exception {
    try (PostgresServer postgres = PostgresServer.create()) {
      postgres.prepare();
      Gate<?> db =
          Gate.of(
              "orders-db",
              JdbcProbe.pool(
                  ServiceUrl.of(postgres.jdbcUrl()),
                  postgres.user(),
                  Secret.of(postgres.password())));
      AnyGate<?> schema = Gate.check("schema", attempt -> {}).after(db);
      try (Waiting shop = new Waiting(PageTest::withVersion, db, schema);
          Chromium page = Chromium.open(shop.port)) {
        page.await("document.querySelector('[data-gate=orders-db]')?.dataset.state === 'trying'");
        assertThat(page.evaluate("document.getElementById('state').innerText"))
            .isEqualTo("Waiting");
        assertThat(page.evaluate("document.querySelector('[data-gate=orders-db]').innerText"))
            .contains("REFUSED", "nothing listens on", "To do: start the server", "attempts");
        assertThat(page.evaluate("document.querySelector('[data-gate=schema]').innerText"))
            .contains("after orders-db", "queued");
        assertThat(page.evaluate("document.title")).isEqualTo("Waiting – shop");
        page.shoot("waiting");

        postgres.start();

        page.await("document.querySelector('[data-gate=orders-db]').dataset.state === 'open'");
        shop.open();
        page.await("document.getElementById('state').innerText === 'Ready'");
        assertThat(page.evaluate("document.querySelector('[data-gate=orders-db]').innerText"))
            .contains("open")
            .doesNotContain("To do", "next attempt");
        page.shoot("ready");
        assertThat(page.errors()).isEmpty();
      }
    }
  }

  @Test
  void saysWhatIsMissingWhenItIsDegraded() throws Exception {
    AnyGate<?> cache = Gate.of("cache", TcpProbe.of("127.0.0.1", 1)).optional();
    try (Waiting shop = new Waiting(PageTest::withVersion, cache);
        Chromium page = Chromium.open(shop.port)) {
      shop.open();
      page.await("document.getElementById('state').innerText === 'Ready, degraded'");
      assertThat(page.evaluate("document.getElementById('doing').innerText"))
          .endsWith("degraded: without cache.");
      page.shoot("degraded");
      assertThat(page.errors()).isEmpty();
    }
  }

  @Test
  void saysWhatIsLostAfterReady() throws Exception {
    AtomicBoolean usable = new AtomicBoolean(true);
    AnyGate<?> search =
        Gate.check(
            "search",
            attempt -> {
              if (!usable.get()) {
                throw new ConnectException("Connection refused");
              }
            });
    try (Waiting shop =
            new Waiting(
                options -> withVersion(options).keepChecking(Duration.ofSeconds(1)), search);
        Chromium page = Chromium.open(shop.port)) {
      shop.open();
      page.await("document.getElementById('state').innerText === 'Ready'");

      usable.set(false);

      page.await("document.getElementById('state').innerText === 'Not ready any more'");
      assertThat(page.evaluate("document.querySelector('[data-gate=search]').innerText"))
          .contains("lost", "REFUSED", "To do: start the server");
      page.shoot("lost");
      usable.set(true);
      page.await("document.getElementById('state').innerText === 'Ready'");
      assertThat(page.errors()).isEmpty();
    }
  }

  @Test
  void saysWhatIsHeldAlive() throws Exception {
    AnyGate<?> mail =
        Gate.check(
            "mail",
            attempt -> {
              throw new NoClassDefFoundError("jakarta/mail/Session");
            });
    try (Waiting shop =
            new Waiting(
                options ->
                    withVersion(options).onFailure(OnFailure.HOLD).deadline(Duration.ofSeconds(1)),
                mail);
        Chromium page = Chromium.open(shop.port)) {
      page.await(
          "document.querySelector('[data-gate=db]')?.innerText.includes('deadline has come')");
      assertThat(page.evaluate("document.getElementById('state').innerText"))
          .isEqualTo("Held alive");
      assertThat(page.evaluate("document.querySelector('[data-gate=mail]').innerText"))
          .contains("failed", "MISCONFIGURED", "waiting does not help: fix the configuration");
      page.await("document.querySelector('[data-gate=db]').innerText.includes('next attempt in')");
      page.shoot("held");
      assertThat(page.errors()).isEmpty();
    }
  }

  @Test
  void saysWhyItFailed() throws Exception {
    try (Waiting shop =
            new Waiting(options -> withVersion(options).deadline(Duration.ofSeconds(1)));
        Chromium page = Chromium.open(shop.port)) {
      page.await("document.getElementById('state').innerText === 'Failed'");
      assertThat(page.evaluate("document.querySelector('[data-gate=db]').innerText"))
          .contains("failed", "REFUSED", "the deadline has come");
      page.shoot("failed");
      assertThat(page.errors()).isEmpty();
    }
  }

  @Test
  void outlivesTheApplicationsRestart() throws Exception {
    int port = Ports.free();
    ChildJvm program =
        ChildJvm.of(Waiter.class)
            .args(String.valueOf(Ports.free()))
            .env("SOFTSTART_STATUS_PORT", String.valueOf(port));
    RunningJvm first = program.start();
    first.awaitLine("db is not ready", Duration.ofSeconds(60));
    try (Chromium page = Chromium.open(port)) {
      page.await("document.querySelector('[data-gate=db]')?.dataset.state === 'trying'");

      first.close();

      page.await("!document.getElementById('gone').hidden");
      page.shoot("gone");
      try (RunningJvm second = program.start()) {
        second.awaitLine("db is not ready", Duration.ofSeconds(60));
        page.await("document.getElementById('gone').hidden");
        page.await("document.getElementById('foot').innerText.includes('restarted once')");
        page.await("document.getElementById('state').innerText === 'Waiting'");
      }
    } finally {
      first.close();
    }
  }

  @Test
  void textOfOthersIsOnlyText() throws Exception {
    AnyGate<?> odd =
        Gate.check(
                "odd",
                attempt -> {
                  throw attempt.notYet("<img src=x onerror=alert(1)><script>alert(2)</script>");
                })
            .optional();
    try (Waiting shop = new Waiting(PageTest::withVersion, odd);
        Chromium page = Chromium.open(shop.port)) {
      page.await("document.querySelector('[data-gate=odd]')?.innerText.includes('<img src=x')");
      assertThat(page.evaluate("document.querySelectorAll('img').length")).isEqualTo("0");
      assertThat(page.evaluate("document.querySelectorAll('script').length")).isEqualTo("1");
      assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
          .isEqualTo("true");
      assertThat(page.errors()).isEmpty();
    }
  }

  @Test
  void showsPoolsAndEarlierStarts(@TempDir Path state) throws Exception {
    try (PostgresServer postgres = PostgresServer.create()) {
      postgres.start();
      int port = Ports.free();
      ChildJvm program =
          ChildJvm.of(Borrower.class)
              .args(postgres.jdbcUrl(), postgres.user(), postgres.password())
              .env("SOFTSTART_STATE_DIR", state.toString())
              .env("SOFTSTART_VERSION", "1.4.2")
              .env("SOFTSTART_STATUS_PORT", String.valueOf(port));
      try (RunningJvm wrong = program.env("SHOP_REGION", "moon").start()) {
        assertThat(wrong.awaitExit(Duration.ofSeconds(60)).exitCode()).isEqualTo(70);
      }
      try (RunningJvm killed = program.start()) {
        killed.awaitLine("READY", Duration.ofSeconds(60));
        killed.signal("KILL");
        killed.awaitExit(Duration.ofSeconds(60));
      }
      try (RunningJvm running = program.start()) {
        running.awaitLine("READY", Duration.ofSeconds(60));
        try (Chromium page = Chromium.open(port)) {
          page.await("document.querySelector('[data-gate=db]')?.innerText.includes('nearly all')");
          assertThat(page.evaluate("document.querySelector('[data-gate=db] .pool').innerText"))
              .isEqualTo("pool: 4 of 5 connections in use – nearly all");
          assertThat(page.evaluate("document.getElementById('earlier').innerText"))
              .contains("was ready, ended without a message", "failed after ")
              .contains("java.lang.IllegalStateException: no shop on the moon");
          page.shoot("busy");
          assertThat(page.errors()).isEmpty();
        }
      }
    }
  }

  private static StartupOptions withVersion(StartupOptions options) {
    return options.sources(
        ConfigSources.of(
            "test", Map.of("SOFTSTART_VERSION", "1.4.2", "SOFTSTART_REVISION", "ab12cd34ef5678")));
  }
}
