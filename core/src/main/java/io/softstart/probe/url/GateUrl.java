package io.softstart.probe.url;

import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigReader;
import io.softstart.config.ConfigResult;
import io.softstart.config.ConfigSource;
import io.softstart.config.ConfigSources;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Backoff;
import io.softstart.gate.Gate;
import io.softstart.gate.Probe;
import io.softstart.gate.engine.BackoffText;
import io.softstart.net.ServiceUrl;
import io.softstart.probe.GateFactory;
import io.softstart.text.Suggestion;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A gate from a URL with options in its query. */
public final class GateUrl {
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final int MANY = 1_000_000;
  private static final Duration MOST = Duration.ofDays(365);

  @SuppressWarnings("NullAway") // Void has no other value
  private static final Probe<Void> UNNAMED = attempt -> null;

  private GateUrl() {}

  /**
   * Makes a gate.
   *
   * @throws IllegalArgumentException if the name, the scheme, the URL or an option cannot be used
   */
  public static AnyGate<?> gate(String name, String text) {
    Gate.of(name, UNNAMED); // refuses the name before anything of the URL
    UrlOptions url = UrlOptions.in(text);
    GateFactory factory = GateFactories.forUrl(text);
    PortRange.check(url.rest());
    Asked asked = new Asked(ConfigSources.of("gate " + name, url.options()));
    ConfigResult<AnyGate<?>> configured =
        ConfigReader.read(
            List.of(asked),
            options -> {
              Probe<?> probe = factory.probe(ServiceUrl.of(url.rest()), options);
              return withPolicy(Gate.of(name, probe), options);
            });
    StringBuilder problems = new StringBuilder();
    for (ConfigProblem problem : configured.problems()) {
      boolean option = asked.keys.contains(problem.key());
      append(
          problems,
          (option ? "option softstart." + problem.key() + " " : "")
              + problem.what()
              + problem.hint().map(hint -> " (" + hint + ")").orElse(""));
    }
    for (String option : url.options().keySet()) {
      if (!asked.keys.contains(option)) {
        String meant = Suggestion.meant(option, asked.keys);
        append(
            problems,
            "option softstart." + option + " is unknown" + (meant == null ? "" : ": " + meant));
      }
    }
    Optional<AnyGate<?>> gate = configured.value();
    if (gate.isEmpty() || problems.length() > 0) {
      throw new IllegalArgumentException(problems.toString());
    }
    return gate.get();
  }

  private static void append(StringBuilder problems, String problem) {
    problems.append(problems.length() == 0 ? "" : "; ").append(problem);
  }

  private static AnyGate<?> withPolicy(AnyGate<?> plain, ConfigReader options) {
    AnyGate<?> gate = plain;
    boolean optional = options.bool("optional").orElse(false);
    Optional<Duration> deadline = options.duration("deadline").between(LEAST, MOST).optional();
    Optional<Duration> grace = options.duration("grace").between(Duration.ZERO, MOST).optional();
    Optional<Duration> limit = options.duration("attempt-timeout").between(LEAST, MOST).optional();
    int stable = options.integer("success-threshold").between(1, 1_000).orElse(1);
    gate = optional ? gate.optional() : gate;
    gate = deadline.isPresent() ? gate.deadline(deadline.get()) : gate;
    gate = grace.isPresent() ? gate.grace(grace.get()) : gate;
    gate = limit.isPresent() ? gate.attemptTimeout(limit.get()) : gate;
    return paced(gate.successThreshold(stable), options);
  }

  private static AnyGate<?> paced(AnyGate<?> gate, ConfigReader options) {
    Optional<Backoff> backoff =
        options.parsed("backoff", BackoffText::parse, Backoff.proportional()).optional();
    Optional<Integer> attempts = options.integer("max-attempts").between(1, MANY).optional();
    options.check(
        "max-attempts",
        attempts.isEmpty() || backoff.isPresent(),
        "needs softstart.backoff beside it, such as 2s,x2,10s");
    if (backoff.isEmpty()) {
      return gate;
    }
    return attempts.isPresent()
        ? gate.backoff(backoff.get()).maxAttempts(attempts.get())
        : gate.backoff(backoff.get());
  }

  /** Remembers which options somebody wanted: all others are misspelt. */
  private static final class Asked implements ConfigSource {
    final Set<String> keys = new LinkedHashSet<>();
    private final ConfigSource options;

    Asked(ConfigSource options) {
      this.options = options;
    }

    @Override
    public Optional<String> find(String key) {
      keys.add(key);
      return options.find(key);
    }

    @Override
    public String origin(String key) {
      return options.origin(key);
    }

    @Override
    public Set<String> names() {
      return options.names();
    }
  }
}
