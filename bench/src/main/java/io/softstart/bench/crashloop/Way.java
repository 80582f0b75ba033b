package io.softstart.bench.crashloop;

import io.softstart.bench.restarts.Service;
import io.softstart.testkit.ChildJvm;
import java.time.Duration;

/** What an application does about a database that is down. */
enum Way {
  /** One attempt, and an end a second later: HikariCP's default. */
  NAIVE("naive", "naive", Duration.ZERO),
  RETRYING("tries for 60 s", "retrying", Service.RETRYING),
  /** With the deadline that it has by itself. */
  SOFTSTART("Softstart", "softstart", Duration.ofMinutes(5)),
  SOFTSTART_LONG("Softstart, deadline 1 h", "softstart", Duration.ofHours(1));

  private final String title;
  private final String argument;
  private final Duration trying;

  Way(String title, String argument, Duration trying) {
    this.title = title;
    this.argument = argument;
    this.trying = trying;
  }

  String title() {
    return title;
  }

  /** {@return how it lives in the model, by what was measured of the naive one and of ours} */
  Application application(Times naive, Times ours) {
    return switch (this) {
      case NAIVE, RETRYING -> Application.retrying(naive, trying);
      case SOFTSTART, SOFTSTART_LONG -> Application.softstart(ours, trying);
    };
  }

  /** {@return the same as a real process} */
  ChildJvm process(String url, String user, String password) {
    return ChildJvm.of(Service.class)
        .args(argument, url, user, password)
        .env("SOFTSTART_DEADLINE", trying.toString()) // tells the naive ones nothing
        .options("-Xmx64m", "-XX:+UseSerialGC");
  }
}
