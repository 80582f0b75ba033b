package io.softstart.agent.greeting;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import io.softstart.gate.Probe;
import io.softstart.net.ServiceUrl;
import io.softstart.net.Target;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Logs in with a driver on the context class loader; without one the server is only greeted. */
final class JdbcOrGreeting implements Probe<Object> {
  /** Drivers that cannot be loaded are passed; more than these there will not be. */
  private static final int MOST = 100;

  private final ServiceUrl url;
  private final Probe<DataSource> login;
  private final @Nullable GreetingProbe greeting;
  private @Nullable Boolean driverFound;
  private @Nullable Throwable broken;

  JdbcOrGreeting(ServiceUrl url, Probe<DataSource> login, @Nullable Greeting greeting) {
    this.url = url;
    this.login = login;
    this.greeting =
        greeting == null || url.target().endpoints().isEmpty()
            ? null
            : new GreetingProbe(
                url.target(),
                greeting,
                "no driver for "
                    + url
                    + " is on the class path: the server is asked in its own protocol,"
                    + " and a login is not tried");
  }

  @Override
  public Object open(Attempt attempt) throws Exception {
    if (hasDriver()) {
      return login.open(attempt);
    }
    Throwable cause = broken;
    if (cause != null) {
      throw attempt.notReady(
          Failure.worded(
              FailureKind.MISCONFIGURED,
              "a JDBC driver on the class path cannot be loaded: {}",
              "correct or replace the driver's jar",
              cause.toString()));
    }
    if (greeting == null) {
      throw attempt.notReady(
          Failure.of(
              FailureKind.MISCONFIGURED,
              "no driver for " + url.target().scheme() + " is on the class path" + unreadable(),
              "add the driver's jar; the command takes it as --class-path driver.jar"));
    }
    return greeting.open(attempt);
  }

  @Override
  public void recheck(Object opened, Attempt attempt) throws Exception {
    if (opened instanceof DataSource source) {
      login.recheck(source, attempt);
    } else {
      open(attempt);
    }
  }

  private static String unreadable() {
    List<String> jars = UnreadableJars.on(System.getProperty("java.class.path", ""));
    return jars.isEmpty() ? "" : ", and " + String.join(", ", jars) + " cannot be read";
  }

  private synchronized boolean hasDriver() {
    if (driverFound == null) {
      driverFound = look();
    }
    return driverFound;
  }

  private boolean look() {
    Iterator<Driver> drivers = ServiceLoader.load(Driver.class).iterator();
    for (int i = 0; i < MOST; i++) {
      try {
        if (!drivers.hasNext()) {
          return false;
        }
        if (drivers.next().acceptsURL(url.reveal())) {
          return true;
        }
      } catch (ServiceConfigurationError | LinkageError unusable) {
        broken = first(unusable);
      } catch (SQLException | RuntimeException notIts) {
        // another one may take it
      }
    }
    return false;
  }

  /** What a static initialiser has thrown lies below two others. */
  private static Throwable first(Throwable thrown) {
    Throwable deepest = thrown;
    for (int i = 0; i < MOST; i++) {
      Throwable cause = deepest.getCause();
      if (cause == null) {
        return deepest;
      }
      deepest = cause;
    }
    return deepest;
  }

  @Override
  public Diagnosis diagnosis() {
    return login.diagnosis();
  }

  @Override
  public Optional<Target> target() {
    return login.target();
  }

  @Override
  public Optional<Target.Endpoint> dials() {
    return login.dials();
  }

  @Override
  public void preload() {
    if (hasDriver()) {
      login.preload();
    }
  }
}
