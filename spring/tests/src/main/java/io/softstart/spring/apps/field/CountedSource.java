package io.softstart.spring.apps.field;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** A source of connections that lead nowhere, which refuses logins or not, and counts them. */
class CountedSource extends AbstractDataSource {
  volatile int logins;
  volatile @Nullable String password;
  private final Predicate<CountedSource> lets;

  CountedSource(Predicate<CountedSource> lets) {
    this.lets = lets;
  }

  @Override
  public synchronized Connection getConnection() throws SQLException {
    logins++;
    if (!lets.test(this)) {
      throw new SQLException("FATAL: password authentication failed for user \"app\"", "28P01");
    }
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, args) -> method.getReturnType() == boolean.class ? true : null);
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }
}
