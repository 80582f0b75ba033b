package io.softstart.startup;

import io.github.resilience4j.retry.RetryRegistry;
import io.softstart.config.ConfigSource;
import io.softstart.config.ConfigSources;
import io.softstart.event.StartupListener;
import io.softstart.settings.FencedSource;
import io.softstart.settings.Limits;
import io.softstart.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a startup behaves, as the code says; immutable.
 *
 * @param application its name, in every line
 * @param args those of {@code main}
 * @param owner who owns the process
 * @param limits how long things may take
 * @param sources where settings come from
 * @param listeners the user's
 * @param retryRegistry the user's; null for none
 * @param ticker the clock
 */
public record StartupPlan(
    String application,
    List<String> args,
    Owner owner,
    Limits limits,
    List<ConfigSource> sources,
    List<StartupListener> listeners,
    @Nullable RetryRegistry retryRegistry,
    Ticker ticker) {
  /** Who owns the process. */
  public enum Owner {
    /** The startup: it takes hooks, writes to stderr, and ends the process when it fails. */
    PROCESS,
    /** A framework: hooks are taken, but it prints failures and ends the process by itself. */
    FRAMEWORK,
    /** The caller: nothing global is touched, lines go to SLF4J, failures are only thrown. */
    CALLER
  }

  /**
   * {@return the defaults: it owns the process and reads the usual sources}
   *
   * @throws IllegalArgumentException if the name is blank or holds control characters
   */
  public static StartupPlan of(String application, String... args) {
    boolean plain = !application.isBlank();
    for (int i = 0; i < application.length(); i++) {
      plain &= !Character.isISOControl(application.charAt(i));
    }
    if (!plain) {
      throw new IllegalArgumentException("application: blank, or with control characters");
    }
    return new StartupPlan(
        application,
        List.of(args),
        Owner.PROCESS,
        Limits.DEFAULT,
        ConfigSources.standard(args),
        List.of(),
        null,
        Ticker.system());
  }

  /** {@return the same with another owner} */
  public StartupPlan owner(Owner other) {
    return new StartupPlan(
        application, args, other, limits, sources, listeners, retryRegistry, ticker);
  }

  /** {@return the same with other limits} */
  public StartupPlan limits(Limits other) {
    return new StartupPlan(
        application, args, owner, other, sources, listeners, retryRegistry, ticker);
  }

  /** {@return the same with other sources} */
  public StartupPlan sources(List<ConfigSource> others) {
    List<ConfigSource> fenced = new ArrayList<>();
    for (ConfigSource source : others) {
      fenced.add(FencedSource.of(source));
    }
    return new StartupPlan(
        application, args, owner, limits, List.copyOf(fenced), listeners, retryRegistry, ticker);
  }

  /** {@return the same with other listeners} */
  public StartupPlan listeners(List<StartupListener> others) {
    return new StartupPlan(
        application, args, owner, limits, sources, others, retryRegistry, ticker);
  }

  /** {@return the same with a registry} */
  public StartupPlan retryRegistry(RetryRegistry registry) {
    return new StartupPlan(application, args, owner, limits, sources, listeners, registry, ticker);
  }

  /** {@return the same with another clock} */
  public StartupPlan ticker(Ticker other) {
    return new StartupPlan(
        application, args, owner, limits, sources, listeners, retryRegistry, other);
  }
}
