package io.softstart.config;

import io.softstart.net.ServiceUrl;
import io.softstart.preflight.Preflight;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Reads settings in plain Java, records every problem, and hands out stand-ins for bad ones, so
 * that one pass finds everything.
 *
 * <p>A key is written as {@code ORDERS_HTTP_PORT} or {@code orders.http.port} (letters, digits,
 * {@code _ . -}); {@link ConfigSource} says in which forms it is found. Read unconditionally: not
 * {@code if (tls) env.path(..)} but {@link Setting#requiredIf}.
 *
 * <p>Valid while its recipe runs; used later it throws {@link IllegalStateException}. A malformed
 * key throws {@link IllegalArgumentException}. Not thread-safe.
 */
public final class ConfigReader {
  private final ReadSession session;
  private final String prefix;

  private ConfigReader(ReadSession session, String prefix) {
    this.session = session;
    this.prefix = prefix;
  }

  /**
   * Runs a recipe once over some sources. An exception of the recipe is a problem too, or a note if
   * a stand-in may have caused it; an {@link Error} passes.
   *
   * @param <C> the type of the configuration
   * @param sources the first that knows a key wins
   * @param recipe reads the settings and returns what they make
   * @return the configuration, or all problems
   */
  public static <C> ConfigResult<C> read(
      List<? extends ConfigSource> sources, Function<? super ConfigReader, ? extends C> recipe) {
    ReadSession session = new ReadSession(sources);
    try {
      return session.result(new ConfigReader(session, "").group("", recipe));
    } finally {
      session.close();
    }
  }

  /**
   * Begins to read a text.
   *
   * @param key its key
   * @return the setting
   */
  public TextSetting string(String key) {
    return new TextSetting(session, prefix, key);
  }

  /**
   * Begins to read a secret, which also a file may hold: see {@link SecretSetting}.
   *
   * @param key its key
   * @return the setting
   */
  public SecretSetting secret(String key) {
    return new SecretSetting(session, prefix, key);
  }

  /**
   * Begins to read a whole number of 32 bits.
   *
   * @param key its key
   * @return the setting
   */
  public OrderedSetting<Integer> integer(String key) {
    return new OrderedSetting<>(session, prefix, key, ValueTypes.integer());
  }

  /**
   * Begins to read a decimal number such as {@code 0.75}.
   *
   * @param key its key
   * @return the setting
   */
  public OrderedSetting<BigDecimal> decimal(String key) {
    return new OrderedSetting<>(session, prefix, key, ValueTypes.decimal());
  }

  /**
   * Begins to read a duration: numbers with units, the largest first, of {@code d h m s ms us ns},
   * such as {@code 500ms} or {@code 1h30m}; or ISO 8601, {@code PT30S}. A number without a unit and
   * a negative duration are problems.
   *
   * @param key its key
   * @return the setting
   */
  public OrderedSetting<Duration> duration(String key) {
    return new OrderedSetting<>(session, prefix, key, new DurationType());
  }

  /**
   * Begins to read a size in bytes: a whole number with a unit of {@code B KB MB GB TB}, each 1024
   * of the one before. A number without a unit is a problem.
   *
   * @param key its key
   * @return the setting
   */
  public OrderedSetting<Long> size(String key) {
    return new OrderedSetting<>(session, prefix, key, new SizeType());
  }

  /**
   * Begins to read {@code true} or {@code false}, in any case of letters; all else is a problem.
   *
   * @param key its key
   * @return the setting
   */
  public Setting<Boolean> bool(String key) {
    return new Setting<>(session, prefix, key, ValueTypes.bool());
  }

  /**
   * Begins to read one constant of an enum; case does not matter, and {@code - _ .} are alike.
   *
   * @param <E> the enum
   * @param key its key
   * @param type the enum
   * @return the setting
   * @throws IllegalArgumentException if the enum has no constants
   */
  public <E extends Enum<E>> Setting<E> oneOf(String key, Class<E> type) {
    return new Setting<>(session, prefix, key, ValueTypes.oneOf(type));
  }

  /**
   * Begins to read a URL of the form {@code scheme://host...}.
   *
   * @param key its key
   * @return the setting
   */
  public UrlSetting url(String key) {
    return new UrlSetting(session, prefix, key);
  }

  /**
   * Begins to read a URL of the form {@code jdbc:vendor:...}.
   *
   * @param key its key
   * @return the setting
   */
  public Setting<ServiceUrl> jdbcUrl(String key) {
    return new Setting<>(session, prefix, key, new JdbcUrlType());
  }

  /**
   * Begins to read hosts with ports, {@code a:1,b:2}; the value has no blanks.
   *
   * @param key its key
   * @return the setting
   */
  public Setting<String> endpoints(String key) {
    return new Setting<>(session, prefix, key, new EndpointsType());
  }

  /**
   * Begins to read a path; whether anything is there is not looked at.
   *
   * @param key its key
   * @return the setting
   */
  public Setting<Path> path(String key) {
    return new Setting<>(session, prefix, key, ValueTypes.path());
  }

  /**
   * Begins to read texts separated by commas; blanks around them are dropped, an empty one is a
   * problem, and the list cannot be changed.
   *
   * @param key its key
   * @return the setting
   */
  public Setting<List<String>> list(String key) {
    return new Setting<>(session, prefix, key, ValueTypes.list());
  }

  /**
   * Begins to read a value of any type.
   *
   * @param <T> the type
   * @param key its key
   * @param parser gets the text as it is, blanks included; its exception is a problem and its
   *     message, redacted, is shown: it should say what is expected and not repeat the text
   * @param standIn what the recipe goes on with after a problem
   * @return the setting
   */
  public <T> Setting<T> parsed(
      String key, Function<? super String, ? extends T> parser, T standIn) {
    Objects.requireNonNull(parser, "parser");
    Objects.requireNonNull(standIn, "standIn");
    return new Setting<>(session, prefix, key, ValueTypes.parsed(parser, standIn));
  }

  /**
   * Records a problem unless a condition on several settings holds. If one of the named settings is
   * bad already, or any bool or enum, on which conditions hang, nothing is recorded: what was
   * compared is a stand-in.
   *
   * @param key the setting to blame
   * @param holds the condition
   * @param expected to be read after the key: {@code must be true in production}
   * @param alsoReads keys of the other settings in the condition, in the same group
   */
  public void check(String key, boolean holds, String expected, String... alsoReads) {
    session.requireOpen();
    if (holds) {
      return;
    }
    List<String> reads = new ArrayList<>();
    reads.add(prefix + key);
    for (String other : alsoReads) {
      reads.add(prefix + other);
    }
    session.check(prefix + key, expected, reads);
  }

  /**
   * Looks at what a setting names: a directory, a file, a port. Skipped if the setting is bad.
   *
   * <pre>{@code
   * Path data = env.path("ORDERS_DATA").required();
   * env.check("ORDERS_DATA", Preflights.directoryWritable(data));
   * }</pre>
   *
   * @param key the key of the setting, read before
   * @param preflight what looks; its finding is a problem of the key, or a warning
   */
  public void check(String key, Preflight preflight) {
    session.requireOpen();
    session.check(prefix + key, preflight);
  }

  /**
   * Looks at something that no setting names.
   *
   * @param preflight what looks; its finding is a problem, or a warning
   */
  public void check(Preflight preflight) {
    session.requireOpen();
    session.check(preflight);
  }

  /**
   * Records a problem that other code has found, with its own words on what is wrong and where.
   * What is known to be secret is masked.
   *
   * @param problem what is wrong
   */
  public void problem(ConfigProblem problem) {
    session.requireOpen();
    session.foreignProblem(problem);
  }

  /**
   * Records a warning that other code has found; otherwise as {@link #problem}.
   *
   * @param warning what works but should be changed
   */
  public void warning(ConfigProblem warning) {
    session.requireOpen();
    session.foreignWarning(warning);
  }

  /**
   * Names a prefix that is the application's own: a name that begins with it, is set anywhere, and
   * is read by nobody, is a warning. {@code Startup} does so with the application's name, {@code
   * ORDERS_} for {@code orders}. Variables that Kubernetes sets for a Service are left alone.
   *
   * @param ownPrefix with its separator, for example {@code SHOP_}
   */
  public void own(String ownPrefix) {
    session.requireOpen();
    session.unknown().own(prefix + ownPrefix);
  }

  /**
   * Returns what the operator calls a setting: a source may have names of its own.
   *
   * @param key the key, as in the code
   * @return the name, mostly the key with its group's prefix
   */
  public String name(String key) {
    session.requireOpen();
    return session.nameOf(prefix + key);
  }

  /** Makes problems of the warnings about names that are set but that nobody reads. */
  public void strict() {
    session.requireOpen();
    session.unknown().beStrict();
  }

  /**
   * Says that a key is no longer read. Where it is still set that is a warning, or a problem after
   * {@link #strict}.
   *
   * @param key the former key
   * @param advice what to do instead, for example {@code use ORDERS_DB_URL since 2.0}
   */
  public void removed(String key, String advice) {
    session.requireOpen();
    session.unknown().retired(prefix + key);
    Lookup found = session.find(prefix + key);
    if (found != null) {
      session
          .unknown()
          .removed(
              ConfigProblem.of(prefix + key, "is no longer read")
                  .withOrigin(found.origin())
                  .withHint(advice));
    }
  }

  /**
   * Reads a part under a prefix. An exception of its recipe, from a record that checks itself
   * perhaps, stops only this part.
   *
   * @param <C> the type of the part
   * @param groupPrefix put before every key of the part, for example {@code SHOP_MAIN_}
   * @param recipe reads the part
   * @return the part; null after an exception of its recipe, which nobody sees but the rest of the
   *     calling recipe, since there is a problem then
   */
  @SuppressWarnings("NullAway") // a stand-in for an unknown type cannot be made
  public <C> C group(String groupPrefix, Function<? super ConfigReader, ? extends C> recipe) {
    session.requireOpen();
    int before = session.reasonsToStop();
    String path = prefix + groupPrefix;
    if (!path.isEmpty()) {
      session.unknown().group(path);
    }
    try {
      return recipe.apply(new ConfigReader(session, path));
    } catch (Exception e) { // a recipe in another language throws checked ones as well
      session.stopped(path, before, e, new StoppedRecipe(e, ConfigReader.class));
      return null;
    }
  }
}
