package com.example.ends;

import io.softstart.Startup;
import io.softstart.config.Secret;
import io.softstart.net.ServiceUrl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/** An application whose exceptions are full of what nobody may read. */
public final class Leaks {
  private Leaks() {}

  private static void fail(RuntimeException thrown) {
    throw thrown;
  }

  private record Config(ServiceUrl url, Secret password) {}

  /** Reads secrets, and crashes with all of them in its exceptions. */
  public static void main(String[] args) throws Exception {
    Startup startup = Startup.begin("shop", args);
    Config config =
        startup.configure(
            env ->
                new Config(
                    env.jdbcUrl("SHOP_DB_URL").required(), env.secret("SHOP_PASSWORD").required()));
    String secret = config.password().reveal();
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    SQLException first = new SQLException("login of shop failed with " + secret, "28P01");
    first.setNextException(new SQLException("cannot parse " + secret.substring(0, 9)));
    first.addSuppressed(new IllegalStateException("close " + encoded));
    first.initCause(new IllegalArgumentException("bad url " + config.url().reveal()));
    RuntimeException thrown = new IllegalStateException("pool: " + secret + " " + encoded, first);
    switch (args[0]) {
      case "main" -> throw thrown;
      case "body" ->
          startup.run(
              () -> {
                throw thrown;
              });
      case "names" -> {
        StackTraceElement frame = new StackTraceElement("Pool$" + secret, "run", secret, 1);
        thrown.setStackTrace(new StackTraceElement[] {frame});
        Thread thread = new Thread(() -> fail(thrown), "worker-" + secret);
        thread.start();
        thread.join();
        Thread.sleep(10_000);
      }
      case "exit" -> {
        Thread thread = new Thread(() -> System.exit(3), "worker-" + secret);
        thread.start();
        thread.join();
        Thread.sleep(10_000);
      }
      default -> {
        Thread thread =
            new Thread(
                () -> {
                  throw thrown;
                },
                "worker");
        thread.start();
        thread.join();
        Thread.sleep(10_000);
      }
    }
  }
}
