package io.softstart.kafka;

import io.softstart.config.ConfigReader;
import io.softstart.diagnosis.Diagnosis;
import io.softstart.gate.Attempt;
import io.softstart.gate.Probe;
import io.softstart.net.ServiceUrl;
import io.softstart.net.Target;
import io.softstart.probe.GateFactory;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gates from {@code kafka://host:9092,host2:9092/topic}, which keep no client. The topic may be
 * left out; parameters of the query are settings of the client, percent-encoded. The options are
 * {@code topics} (more than the path has room for, separated by commas), {@code min-brokers},
 * {@code reachable} (true or false) and {@code consumer-group}.
 */
public final class KafkaGates implements GateFactory {
  private static final int MOST_BROKERS = 100_000;

  /** Called by the service loader. */
  public KafkaGates() {}

  @Override
  public Set<String> schemes() {
    return Set.of("kafka");
  }

  @Override
  public Probe<?> probe(ServiceUrl url, ConfigReader options) {
    Target target = url.target();
    if (target.endpoints().isEmpty()) {
      throw new IllegalArgumentException("expected is kafka://host:port[,host:port...][/topic]");
    }
    Map<String, String> settings = settings(url.reveal());
    settings.put("bootstrap.servers", target.address());
    KafkaProbe probe = conditions(KafkaProbe.admin(settings), options);
    return new Answered(target.name().isEmpty() ? probe : probe.topics(target.name()), target);
  }

  /**
   * Adds the conditions that options ask for, to a probe that was made in another way.
   *
   * @param plain the probe
   * @param options reads {@code topics}, {@code min-brokers}, {@code reachable}, {@code
   *     consumer-group}
   * @return the probe with these conditions behind its own
   */
  public static KafkaProbe conditions(KafkaProbe plain, ConfigReader options) {
    Optional<Integer> brokers = options.integer("min-brokers").between(1, MOST_BROKERS).optional();
    boolean reachable = options.bool("reachable").orElse(false);
    Optional<List<String>> topics = options.list("topics").optional();
    Optional<String> group = options.string("consumer-group").optional();
    KafkaProbe probe = brokers.isPresent() ? plain.minBrokers(brokers.get()) : plain;
    probe = reachable ? probe.reachable() : probe;
    probe = topics.isPresent() ? probe.topics(topics.get().toArray(new String[0])) : probe;
    return group.isPresent() ? probe.consumerGroup(group.get()) : probe;
  }

  private static Map<String, String> settings(String url) {
    Map<String, String> settings = new HashMap<>();
    int query = url.indexOf('?');
    List<String> pairs = query < 0 ? List.of() : List.of(url.substring(query + 1).split("&"));
    for (String pair : pairs) {
      int assign = pair.indexOf('=');
      if (assign < 1) {
        throw new IllegalArgumentException("a parameter of the query is not name=value");
      }
      settings.put(
          pair.substring(0, assign),
          URLDecoder.decode(pair.substring(assign + 1), StandardCharsets.UTF_8));
    }
    return settings;
  }

  /** Closes the client again: nobody will ask for it. */
  private record Answered(KafkaProbe probe, Target printed) implements Probe<Void> {
    @Override
    @SuppressWarnings("NullAway") // Void has no other value
    public Void open(Attempt attempt) throws Exception {
      probe.open(attempt).close(Duration.ZERO);
      return null;
    }

    @Override
    public void recheck(Void opened, Attempt attempt) throws Exception {
      probe.look().open(attempt).close(Duration.ZERO);
    }

    @Override
    public Diagnosis diagnosis() {
      return probe.diagnosis();
    }

    @Override
    public Optional<Target.Endpoint> dials() {
      return probe.dials();
    }

    @Override
    public void preload() {
      probe.preload();
    }

    @Override
    public Optional<Target> target() {
      return Optional.of(printed);
    }
  }
}
