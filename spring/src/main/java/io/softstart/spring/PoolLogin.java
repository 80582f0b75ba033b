package io.softstart.spring;

import com.zaxxer.hikari.HikariDataSource;
import io.softstart.diagnosis.Diagnosis;
import io.softstart.gate.Attempt;
import io.softstart.gate.Probe;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.net.Target;
import java.sql.Connection;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A login with the settings of the application's pool, as they are at the time. */
final class PoolLogin implements Probe<Void> {
  private final Callable<Connection> login;
  private final JdbcProbe<?> knowing;

  PoolLogin(Callable<Connection> login, HikariDataSource pool) {
    this.login = login;
    knowing = JdbcProbe.dataSource(pool); // it is asked for its words only
  }

  @Override
  @SuppressWarnings("NullAway") // there is nothing to hand over
  public Void open(Attempt attempt) throws Exception {
    Connection connection = attempt.own(login.call());
    connection.close();
    return null;
  }

  @Override
  public Diagnosis diagnosis() {
    return knowing.diagnosis();
  }

  @Override
  public Optional<Target> target() {
    return knowing.target();
  }
}
