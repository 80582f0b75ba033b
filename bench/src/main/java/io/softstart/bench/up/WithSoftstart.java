package io.softstart.bench.up;

import com.zaxxer.hikari.HikariDataSource;
import io.softstart.Startup;
import io.softstart.config.Secret;
import io.softstart.gate.Gate;
import io.softstart.jdbc.JdbcProbe;
import io.softstart.net.ServiceUrl;

/** The same application with Softstart. Arguments: see {@link Query}. */
final class WithSoftstart {
  private WithSoftstart() {}

  public static void main(String[] args) {
    Startup startup = Startup.begin("bench");
    Gate<HikariDataSource> db =
        Gate.of("db", JdbcProbe.pool(ServiceUrl.of(args[1]), args[2], Secret.of(args[3])));
    HikariDataSource pool = startup.await(db).get(db);
    startup.run(() -> Query.run(pool, args));
  }
}
