package com.example.recipes;

import io.softstart.config.ConfigReader;
import io.softstart.config.Secret;
import io.softstart.net.ServiceUrl;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Conditions, one record under two prefixes, and a record that checks itself. */
public record Shop(
    Profile profile, Database main, Database archive, Tokens tokens, int shards, Duration poll) {

  /** Where it runs. */
  public enum Profile {
    DEV,
    PRE_PRODUCTION,
    PRODUCTION
  }

  /** Read twice. */
  public record Database(ServiceUrl url, String user, Secret password, boolean ssl) {
    static Database read(ConfigReader env, boolean production) {
      boolean ssl = env.bool("SSL_ENABLED").orElse(false);
      env.check("SSL_ENABLED", ssl || !production, "must be true in production");
      return new Database(
          env.jdbcUrl("URL").required(),
          env.string("USER").orElseUnless(production, "dev"),
          env.secret("PASSWORD").minLength(12).orElseUnless(production, Secret.of("dev-password")),
          ssl);
    }
  }

  /** Refuses itself. */
  public record Tokens(Optional<Secret> key, Duration life, Duration renewal) {
    /** Throws on some stand-ins, too. */
    public Tokens {
      if (renewal.compareTo(life) >= 0) {
        throw new IllegalArgumentException("renewal must come before the end of life");
      }
    }

    static Tokens read(ConfigReader env, boolean production) {
      return new Tokens(
          env.secret("KEY").minLength(32).requiredIf(production),
          env.duration("LIFE").between(Duration.ofMinutes(1), Duration.ofDays(1)).required(),
          env.duration("RENEWAL").orElse(Duration.ofSeconds(30)));
    }
  }

  /** Cannot do without its parts. */
  public Shop {
    Objects.requireNonNull(main, "main");
    Objects.requireNonNull(tokens, "tokens");
  }

  public static Shop read(ConfigReader env) {
    Profile profile = env.oneOf("SHOP_PROFILE", Profile.class).orElse(Profile.DEV);
    boolean production = profile == Profile.PRODUCTION;
    return new Shop(
        profile,
        env.group("SHOP_MAIN_", e -> Database.read(e, production)),
        env.group("SHOP_ARCHIVE_", e -> Database.read(e, production)),
        env.group("SHOP_TOKEN_", e -> Tokens.read(e, production)),
        env.integer("SHOP_SHARDS").describe("number of shards").between(1, 64).required(),
        env.duration("SHOP_POLL").example("5s").required());
  }
}
