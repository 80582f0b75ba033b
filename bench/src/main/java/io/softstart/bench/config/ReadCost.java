package io.softstart.bench.config;

import io.softstart.config.ConfigReader;
import io.softstart.config.ConfigResult;
import io.softstart.config.ConfigSource;
import io.softstart.config.ConfigSources;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.RunningJvm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long a record of 200 settings takes to be read: cold, in fresh JVMs, and warm. */
final class ReadCost {
  private static final int SETTINGS = 200;
  private static final int WARM_RUNS = 2_000;
  private static final int FRESH_JVMS = 10;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** As large as a configuration may get; a real one would have its values as components. */
  record Config(List<Object> values) {
    static Config read(ConfigReader env) {
      env.own("BENCH_");
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < SETTINGS; i += 5) {
        values.add(env.string("BENCH_NAME_" + i).describe("a name").required());
        values.add(env.integer("BENCH_COUNT_" + i).between(0, 1_000).orElse(7));
        values.add(env.duration("BENCH_LIMIT_" + i).required());
        values.add(env.secret("BENCH_KEY_" + i).minLength(8).required());
        values.add(env.url("BENCH_URL_" + i).required());
      }
      return new Config(values);
    }
  }

  private ReadCost() {}

  public static void main(String[] args) {
    if (args.length == 0) {
      for (int i = 0; i < FRESH_JVMS; i++) {
        try (RunningJvm one = ChildJvm.of(ReadCost.class).args("once").start()) {
          System.out.print(one.awaitExit(LIMIT).stdout());
        }
      }
    } else {
      once();
    }
  }

  private static void once() {
    Map<String, String> set = new HashMap<>();
    for (int i = 0; i < SETTINGS; i += 5) {
      set.put("BENCH_NAME_" + i, "name " + i);
      set.put("BENCH_COUNT_" + i, "" + i);
      set.put("BENCH_LIMIT_" + i, "30s");
      set.put("BENCH_KEY_" + i, "Kq-secret-" + i);
      set.put("BENCH_URL_" + i, "https://host-" + i + "/path");
    }
    ConfigSource map = ConfigSources.of("map", set);
    List<ConfigSource> sources = new ArrayList<>(ConfigSources.standard());
    sources.add(map); // asked last, so that every look-up goes through all sources

    long from = System.nanoTime();
    ConfigResult<Config> cold = ConfigReader.read(sources, Config::read);
    long coldNanos = System.nanoTime() - from;
    if (cold.value().isEmpty() || cold.value().get().values().size() != SETTINGS) {
      throw new IllegalStateException(cold.report());
    }

    for (int i = 0; i < WARM_RUNS; i++) {
      ConfigReader.read(sources, Config::read);
    }
    from = System.nanoTime();
    for (int i = 0; i < WARM_RUNS; i++) {
      ConfigReader.read(sources, Config::read);
    }
    long warmNanos = (System.nanoTime() - from) / WARM_RUNS;
    System.out.println("cold " + millis(coldNanos) + " ms, warm " + millis(warmNanos) + " ms");
  }

  private static double millis(long nanos) {
    return Math.round(nanos / 1e4) / 100.0;
  }
}
