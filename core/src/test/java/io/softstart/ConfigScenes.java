package io.softstart;

import io.softstart.config.ConfigReader;
import io.softstart.config.Secret;
import io.softstart.net.ServiceUrl;
import io.softstart.preflight.Preflights;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Applications with something wrong around them; each run as a process of its own. */
public final class ConfigScenes {
  private ConfigScenes() {}

  /** Plays the scene that the first argument names. */
  public static void main(String[] args) {
    Startup startup = Startup.begin("shop", args);
    switch (args[0]) {
      case "shop" -> startup.configure(Shop::read);
      case "postgres" -> startup.configure(Postgres::read);
      case "production" -> startup.configure(Production::read);
      case "module" -> {
        startup.check(Preflights.classPresent("com.acme.payment.Terminal"));
        startup.configure(env -> 1);
      }
      case "both" -> {
        startup.check(Preflights.directoryWritable(Path.of("data")));
        startup.configure(env -> env.integer("SHOP_HTTP_PORT").required());
      }
      case "checked later" -> {
        String data = startup.configure(env -> env.string("SHOP_DATA").orElse("data"));
        startup.check(Preflights.directoryWritable(Path.of(data)));
      }
      case "own argument" -> startup.configure(env -> env.integer("CHECK_CONFS").required());
      case "idle" -> startup.configure(env -> 1);
      case "await only" -> startup.await();
      case "run only" -> {}
      case "ready only" -> {
        startup.ready();
        System.out.println("serving");
        return;
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
    startup.run(() -> System.out.println("serving"));
  }

  /** Settings of every type. */
  record Shop(
      ServiceUrl dbUrl,
      Secret dbPassword,
      int port,
      boolean tls,
      Duration poll,
      int retries,
      String name,
      Secret apiKey,
      Secret token,
      ServiceUrl search,
      Secret signingKey,
      Secret certificateKey,
      List<String> colours) {

    static Shop read(ConfigReader env) {
      env.removed("SHOP_THEME", "use SHOP_COLOURS since 2.0");
      return new Shop(
          env.jdbcUrl("SHOP_DB_URL").describe("where the shop keeps its goods").required(),
          env.secret("SHOP_DB_PASSWORD").minLength(12).required(),
          env.integer("SHOP_HTTP_PORT").between(1, 65_535).orElse(8080),
          env.bool("SHOP_TLS").orElse(false),
          env.duration("SHOP_POLL").example("30s").orElse(Duration.ofSeconds(5)),
          env.integer("SHOP_RETRIES").between(0, 10).orElse(3),
          env.string("SHOP_NAME").describe("stands above every page").required(),
          env.secret("SHOP_API_KEY").required(),
          env.secret("SHOP_TOKEN").required(),
          env.url("SHOP_SEARCH").required(),
          env.secret("SHOP_SIGNING_KEY").required(),
          env.secret("SHOP_CERTIFICATE_KEY").required(),
          env.list("SHOP_COLOURS").was("SHOP_COLORS").orElse(List.of("red", "blue")));
    }
  }

  /** A database by the names of PostgreSQL's image. */
  record Postgres(String user, Secret password) {
    static Postgres read(ConfigReader env) {
      return env.group(
          "POSTGRES_",
          e -> new Postgres(e.string("USER").orElse("shop"), e.secret("PASSWORD").required()));
    }
  }

  /** What is allowed on a laptop only. */
  record Production(boolean ssl, Optional<Secret> jwtSecret) {
    static Production read(ConfigReader env) {
      boolean production = env.bool("SHOP_PRODUCTION").orElse(false);
      boolean ssl = env.bool("POSTGRES_SSL_ENABLED").orElse(false);
      env.check("POSTGRES_SSL_ENABLED", ssl || !production, "must be true in production");
      return new Production(ssl, env.secret("JWT_SECRET").minLength(32).requiredIf(production));
    }
  }
}
