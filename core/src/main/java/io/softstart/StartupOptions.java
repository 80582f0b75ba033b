package io.softstart;

import io.github.resilience4j.retry.RetryRegistry;
import io.softstart.config.ConfigSource;
import io.softstart.event.StartupListener;
import io.softstart.settings.Limits;
import io.softstart.settings.StatusPort;
import io.softstart.startup.StartupPlan;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How a startup behaves. Immutable; each method that changes something returns new options. The
 * operator's {@code SOFTSTART_} variables win over what the code says.
 */
public final class StartupOptions {
  /** What becomes of a process whose gates do not open. */
  public enum OnFailure {
    /** It ends, with an exit code and a report. */
    EXIT,
    /** It keeps running and retries slowly; the application starts when everything opens. */
    HOLD
  }

  private final StartupPlan plan;

  private StartupOptions(StartupPlan plan) {
    this.plan = plan;
  }

  /**
   * Returns the defaults: owns the process, waits 5 minutes at most, cuts attempts off after 10 s,
   * retries errors that somebody has to fix for 30 s; settings come from the command line, system
   * properties and the environment.
   *
   * @param application its name, in every line
   * @param args those of {@code main}
   * @return the options
   * @throws IllegalArgumentException if the name is blank or holds control characters
   */
  public static StartupOptions of(String application, String... args) {
    return new StartupOptions(StartupPlan.of(application, args));
  }

  /** {@return options for a startup inside of a process that belongs to somebody else} */
  public StartupOptions embedded() {
    return new StartupOptions(plan.owner(StartupPlan.Owner.CALLER));
  }

  /**
   * Returns options with another deadline for all gates together, counted from the first {@code
   * await}. The operator's {@code SOFTSTART_DEADLINE} wins.
   *
   * @param deadline positive; the default is 5 minutes
   * @return the options
   * @throws IllegalArgumentException if it is not positive
   */
  public StartupOptions deadline(Duration deadline) {
    return with(plan.limits().deadline(positive("deadline", deadline)));
  }

  /**
   * Returns options with another limit for an attempt, for gates that have none of their own. The
   * operator's {@code SOFTSTART_ATTEMPT_TIMEOUT} wins.
   *
   * @param limit positive; the default is 10 s
   * @return the options
   * @throws IllegalArgumentException if it is not positive
   */
  public StartupOptions attemptTimeout(Duration limit) {
    return with(plan.limits().attempt(positive("attemptTimeout", limit)));
  }

  /**
   * Returns options with another grace for errors that somebody has to fix, for gates that have
   * none of their own. The operator's {@code SOFTSTART_GRACE} wins.
   *
   * @param grace zero or more; the default is 30 s
   * @return the options
   * @throws IllegalArgumentException if it is negative
   */
  public StartupOptions grace(Duration grace) {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace: " + grace + " is not zero or more");
    }
    return with(plan.limits().grace(grace));
  }

  /**
   * Returns options that bound the application's own start, from the last gate until it is ready.
   * Past that the process ends with exit code 70 and a report of what its threads are doing; a
   * warning comes before. Time in which gates are waited for does not count. A startup that does
   * not own the process only reports. The operator's {@code SOFTSTART_START_LIMIT} wins.
   *
   * @param limit at least a second; by default there is none
   * @return the options
   * @throws IllegalArgumentException if it is shorter
   */
  public StartupOptions startLimit(Duration limit) {
    if (limit.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("startLimit: " + limit + " is shorter than a second");
    }
    return with(plan.limits().start(limit));
  }

  /**
   * Returns options for one of many instances that may wait for the same server together. From 341
   * on, their attempts are spread over 2.2 ms for each of them, so that a server which handles 500
   * logins a second is not overrun when it comes back; a single instance then opens up to that much
   * later. For a server that handles ten times as many, say a tenth. A gate's own backoff stays.
   * The operator's {@code SOFTSTART_FLEET} wins.
   *
   * @param instances 1 to 100,000; the default is 1, which serves a few hundred as well
   * @return the options
   * @throws IllegalArgumentException if it is not
   */
  public StartupOptions fleet(int instances) {
    if (instances < 1 || instances > Limits.LARGEST_FLEET) {
      throw new IllegalArgumentException(
          "instances: " + instances + " is not between 1 and " + Limits.LARGEST_FLEET);
    }
    return with(plan.limits().fleet(instances));
  }

  /**
   * Returns options that say what becomes of the process when gates do not open in time. Held, a
   * gate past its deadline or grace is retried every 10 s (a refused login every minute); one that
   * only a new start can fix stays failed. A wrong configuration always ends the process, and to
   * hold without a {@link #statusPort} is one: nobody would see why it waits. The operator's {@code
   * SOFTSTART_ON_FAILURE} wins.
   *
   * @param what the default is {@link OnFailure#EXIT}
   * @return the options
   */
  public StartupOptions onFailure(OnFailure what) {
    return with(plan.limits().hold(what == OnFailure.HOLD));
  }

  /**
   * Returns options that show on a port of its own what the startup is doing, from just before the
   * first gate until the process ends: whether it is alive, whether it is ready, and all the rest
   * as JSON and as a page. Needs {@code softstart-status} on the class path. The operator's {@code
   * SOFTSTART_STATUS_PORT} wins.
   *
   * @param port 1 to 65535, or 0 for any free port, which the log tells; by default there is none
   * @return the options
   * @throws IllegalArgumentException if it is no port
   */
  public StartupOptions statusPort(int port) {
    if (port < 0 || port > StatusPort.HIGHEST) {
      throw new IllegalArgumentException("port: " + port + " is not between 0 and 65535");
    }
    return with(plan.limits().status(plan.limits().status().port(port)));
  }

  /**
   * Returns options that listen for requests of the status on another address. The operator's
   * {@code SOFTSTART_STATUS_BIND} wins.
   *
   * @param address of this host, for example {@code 0.0.0.0} for all of them; the default is {@code
   *     127.0.0.1}, which no other host can reach
   * @return the options
   * @throws IllegalArgumentException if it is blank
   */
  public StartupOptions statusBind(String address) {
    if (address.isBlank()) {
      throw new IllegalArgumentException("address: blank");
    }
    return with(plan.limits().status(plan.limits().status().bind(address)));
  }

  /**
   * Returns options for an application that serves on the status port itself: {@code run} lets go
   * of the port just before it calls the body, which best binds it first of all. Until then nobody
   * answers there; afterwards the application answers for its own life.
   *
   * @return the options
   */
  public StartupOptions statusHandover() {
    return with(plan.limits().status(plan.limits().status().handedOver()));
  }

  /**
   * Returns options that look at open gates again for as long as the application lives: through
   * what they opened, which costs a query or a ping, or for a gate that opens nothing by one more
   * attempt. What they find turns readiness off and on again, never liveness; a gate that is lost
   * or usable again is told once. Off by default. The operator's {@code SOFTSTART_KEEP_CHECKING}
   * wins.
   *
   * @param interval between two rounds, at least a second
   * @return the options
   * @throws IllegalArgumentException if it is shorter
   */
  public StartupOptions keepChecking(Duration interval) {
    if (interval.compareTo(StatusPort.LEAST) < 0) {
      throw new IllegalArgumentException("interval: " + interval + " is shorter than a second");
    }
    return with(plan.limits().status(plan.limits().status().checking(interval)));
  }

  /**
   * Returns options that read settings from these sources only, the first that knows a key wins.
   *
   * @param sources in the order in which they are asked
   * @return the options
   */
  public StartupOptions sources(ConfigSource... sources) {
    return new StartupOptions(plan.sources(List.of(sources)));
  }

  /**
   * Returns options with one more source of settings, asked after those that are there: a file of
   * defaults, {@code ConfigSources.properties(Path.of("orders.properties"))}, or a vault.
   *
   * @param source asked for what none before it knows
   * @return the options
   */
  public StartupOptions source(ConfigSource source) {
    List<ConfigSource> more = new ArrayList<>(plan.sources());
    more.add(Objects.requireNonNull(source, "source"));
    return sources(more.toArray(new ConfigSource[0]));
  }

  /**
   * Returns options with one more listener. It is called on a thread of its own, one event at a
   * time; one that throws or blocks harms nobody but itself.
   *
   * @param listener told what happens
   * @return the options
   */
  public StartupOptions listener(StartupListener listener) {
    List<StartupListener> more = new ArrayList<>(plan.listeners());
    more.add(Objects.requireNonNull(listener, "listener"));
    return new StartupOptions(plan.listeners(List.copyOf(more)));
  }

  /**
   * Returns options that show each gate as a retry named {@code softstart.<gate>} in a registry,
   * and so in its metrics.
   *
   * @param registry the application's own; it must not hold a retry of such a name yet
   * @return the options
   */
  public StartupOptions retryRegistry(RetryRegistry registry) {
    Objects.requireNonNull(registry, "registry");
    return new StartupOptions(plan.retryRegistry(registry));
  }

  /** {@return options with another clock; for tests} */
  StartupOptions ticker(Ticker other) {
    return new StartupOptions(plan.ticker(other));
  }

  StartupPlan plan() {
    return plan;
  }

  private StartupOptions with(Limits changed) {
    return new StartupOptions(plan.limits(changed));
  }

  private static Duration positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + ": " + value + " is not positive");
    }
    return value;
  }
}
