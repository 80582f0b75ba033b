package io.softstart;

import io.softstart.config.ConfigReader;
import io.softstart.event.Phase;
import io.softstart.gate.AnyGate;
import io.softstart.gate.OpenGates;
import io.softstart.preflight.Preflight;
import io.softstart.startup.Facade;
import io.softstart.startup.Failures;
import io.softstart.startup.StartupPlan;
import io.softstart.startup.StartupRun;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * One start of one process, from the first line of {@code main} until it is ready.
 *
 * <pre>{@code
 * Startup startup = Startup.begin("orders", args);
 * Config config = startup.configure(Config::read);
 * OpenGates open = startup.await(db);
 * startup.run(() -> new OrdersServer(config, open.get(db)).start());
 * }</pre>
 *
 * <p>Thread-safe, but meant for one thread. Not AutoCloseable on purpose: the first line of every
 * {@code main} would carry a resource-leak warning, and {@link #close()} is for embedded use.
 */
public final class Startup {
  /** The application's own start. */
  @FunctionalInterface
  public interface Body {
    /**
     * Starts the application; returns when it is up. One that blocks for as long as the application
     * lives calls {@link Startup#ready()} itself.
     *
     * @throws Exception any failure of the start
     */
    void run() throws Exception;
  }

  /** A class, since the JVM's first lambda costs a start 5 ms and more. */
  private record Running(Body body) implements Callable<Boolean> {
    @Override
    public Boolean call() throws Exception {
      body.run();
      return true;
    }
  }

  /**
   * What the packages of the library may do that users cannot; loads nothing that makes exceptions.
   */
  private static final class Lent extends Facade {
    @Override
    public Failures get() {
      return StartupFailures.make();
    }

    @Override
    public Object show(StartupRun run) {
      return new Startup(run);
    }
  }

  private static final Facade LENT = new Lent();

  static {
    Facade.lend(LENT);
  }

  private final StartupRun run;

  private Startup(StartupRun run) {
    this.run = run;
  }

  /**
   * Begins a startup that owns the process: takes the crash hooks, opens the early log. Touches no
   * logging framework.
   *
   * @param application its name, in every line
   * @param args those of {@code main}
   * @return the startup
   * @throws IllegalArgumentException if the name is blank or holds control characters
   */
  public static Startup begin(String application, String... args) {
    return new Startup(StartupRun.begin(StartupPlan.of(application, args), LENT));
  }

  /**
   * Begins a startup.
   *
   * @param options how it behaves
   * @return the startup
   */
  public static Startup begin(StartupOptions options) {
    return new Startup(StartupRun.begin(options.plan(), LENT));
  }

  /**
   * Checks what waiting cannot fix: a missing class, a directory that cannot be written, a port
   * that is taken. Before the configuration is read the checks are only noted, and {@link
   * #configure} (or {@link #await} without it) reports what they find together with all else that
   * is wrong; afterwards, where a check needs a setting, they look at once.
   *
   * @param preflights from {@code Preflights}, or lambdas
   * @throws InvalidConfigException if the configuration has been read and one of them finds a
   *     problem; exit code 78
   * @throws IllegalStateException if the startup is over
   */
  public void check(Preflight... preflights) {
    run.check(preflights);
  }

  /**
   * Reads the configuration. Returns at once, unless the only problem is that files of secrets are
   * not there yet: these are waited for within the grace. At most files are read.
   *
   * <p>A process that was started with {@code --check-config} or {@code --explain-config}, or with
   * {@code SOFTSTART_COMMAND=check-config}, ends here, with an exception that nobody should catch:
   * it prints what it was asked for on stdout, and its exit code is 0 (78 where {@code
   * --check-config} finds a problem). The checks of {@link #check} are made for the former only.
   *
   * @param recipe reads settings and makes the configuration of them; plain Java
   * @param <C> the type of the configuration
   * @return what the recipe returned
   * @throws InvalidConfigException if anything is wrong, with everything that is; also with the
   *     operator's {@code SOFTSTART_} variables. Exit code 78
   * @throws IllegalStateException if the startup is over
   */
  public <C> C configure(Function<? super ConfigReader, ? extends C> recipe) {
    return run.configure(recipe);
  }

  /**
   * Waits until every required gate is open and every optional one has been tried once: in
   * parallel, until the deadline, which counts from the first call and which later calls share.
   * Without gates it returns at once.
   *
   * <p>The gates of the operator's {@code SOFTSTART_WAIT_FOR} are awaited as well, and those that
   * {@link #awaitInBackground} has begun.
   *
   * <p>A process that was started with {@code --await-gates} ends here when all are open, with exit
   * code 0, and one with {@code --check-gates} after one attempt at each: both with an exception
   * that nobody should catch.
   *
   * <p>Blocks. An interrupt ends the wait within one attempt; the flag stays set.
   *
   * @param gates what to wait for; what they come after is awaited too
   * @return what they opened
   * @throws GateException if a required gate was given up (exit code 78 if that is a matter of
   *     configuration, else 69), or if interrupted (75). Everything that was opened is closed then
   * @throws InvalidConfigException if {@link #configure} was not called and one of the operator's
   *     variables is wrong
   * @throws IllegalArgumentException for a gate passed twice, two gates of one name, gates that
   *     come after each other, a required gate after an optional one, or a retry registry that has
   *     a gate's name already
   * @throws IllegalStateException if the startup is over
   */
  public OpenGates await(AnyGate<?>... gates) {
    return run.await(gates);
  }

  /**
   * Begins to wait ({@link Phase#WAITING}) and returns at once, for frameworks that are handed what
   * a gate opens before it does, and to let the wait overlap with other work. {@link #await} joins,
   * with or without these gates as arguments, and so does {@link #ready()}: a startup is ready only
   * when every required gate is open.
   *
   * @param gates what to wait for; what they come after is awaited too
   * @return what they open: {@code find}, {@code whenOpen} and {@code status} serve what is closed
   *     yet
   * @throws InvalidConfigException as {@link #await} does
   * @throws IllegalArgumentException as {@link #await} does
   * @throws IllegalStateException if the startup is over
   */
  public OpenGates awaitInBackground(AnyGate<?>... gates) {
    return run.awaitInBackground(gates);
  }

  /**
   * Runs the application's own start on this thread, then marks the startup ready, unless the body
   * has done so. The operator's settings are read and the operator's gates are awaited first if no
   * call before has done so; a process that was started with {@code --check-config} ends here then.
   *
   * <p>What the body throws after it was ready, or after {@link #close()}, passes as it is, checked
   * exceptions too.
   *
   * @param body starts the application
   * @throws GateException if a required gate that is awaited in the background is not open when the
   *     body throws, or was given up; what the body has thrown is suppressed in it
   * @throws StartupException if the body throws an exception: exit code 70, or 75 if it was
   *     interrupted; the cause is a redacted copy. An {@link Error} passes. What gates have opened
   *     is closed
   * @throws InvalidConfigException as {@link #await} does
   * @throws IllegalStateException if the startup is over
   */
  public void run(Body body) {
    run.run(new Running(body));
  }

  /**
   * Marks the startup ready; idempotent. For bodies that block and for frameworks that own {@code
   * main}; {@link #run} does it by itself. Returns at once, unless gates are awaited in the
   * background: then it waits for them as {@link #await} does.
   *
   * @throws GateException as {@link #await} does
   * @throws InvalidConfigException as {@link #await} does
   * @throws IllegalStateException if the startup has failed or was closed
   */
  public void ready() {
    run.ready();
  }

  /** {@return where the startup stands} */
  public Phase phase() {
    return run.parts().lifecycle().phase();
  }

  /** {@return what has happened so far, as data} */
  public StartupReport report() {
    return StartupReport.of(run.snapshot());
  }

  /**
   * Ends the startup: stops gates that are still closed, closes what they opened and the
   * application did not ask for, takes the hooks away. Idempotent. Blocks for a moment at most.
   */
  public void close() {
    run.close();
  }
}
