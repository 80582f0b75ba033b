package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.net.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts, ports and names of every vendor's URLs; and nothing else of them. */
class JdbcTargetTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      quoteCharacter = '`',
      value = {
        "jdbc:postgresql://db/app -> db:5432 -> app",
        "jdbc:postgresql://a,b:5433,[::1]:5434/app?x=y -> a:5432,b:5433,[::1]:5434 -> app",
        "jdbc:postgresql:app?user=u -> localhost:5432 -> app",
        "jdbc:postgresql:///app -> localhost:5432 -> app",
        "jdbc:postgresql:// -> localhost:5432 -> ``",
        "jdbc:mysql://orders_db/app?password=S3CRET -> orders_db:3306 -> app",
        "jdbc:mysql://u:S3CRET@db:3307/app -> db:3307 -> app",
        "jdbc:mysql://[2001:db8::1]:3307/app -> [2001:db8::1]:3307 -> app",
        "jdbc:mysql:loadbalance://a,b:3307/app -> a:3306,b:3307 -> app",
        "jdbc:mysql:replication://a:1,b:2/app?x=y -> a:1,b:2 -> app",
        "jdbc:mysql://address=(host=db)(port=3307)(password=S3CRET)/app -> db:3307 -> app",
        "jdbc:mysql://address=(host=a),address=(port=2)(host=b)/app -> a:3306,b:2 -> app",
        "jdbc:mysql://(host=db,port=3307,user=u,password=S3/CRET)/app -> db:3307 -> app",
        "jdbc:mysql+srv://db.example/app -> jdbc:mysql+srv -> ``",
        "jdbc:mariadb://db:3306/app?user=u -> db:3306 -> app",
        "jdbc:mariadb:sequential://a,b/app -> a:3306,b:3306 -> app",
        "jdbc:mariadb://address=(host=db)(port=3307)(type=primary)/app -> db:3307 -> app",
        "jdbc:sqlserver://db;databaseName=app;password=S3CRET -> db:1433 -> app",
        "jdbc:sqlserver://db:1434;database=app;encrypt=true -> db:1434 -> app",
        "jdbc:sqlserver://db\\sql1:1434;databaseName=app -> db:1434 -> app",
        "jdbc:sqlserver://db\\sql1;databaseName=app -> jdbc:sqlserver -> app",
        "jdbc:sqlserver://;serverName=::1;portNumber=1434;databaseName=app -> [::1]:1434 -> app",
        "jdbc:sqlserver://db;password={a;databaseName=S3CRET};databaseName=app -> db:1433 -> app",
        "jdbc:sqlserver://db;instanceName=x;port=1500 -> db:1500 -> ``",
        "jdbc:oracle:thin:@//db:1522/orders -> db:1522 -> orders",
        "jdbc:oracle:thin:@db/orders.example -> db:1521 -> orders.example",
        "jdbc:oracle:thin:@db:1521:XE -> db:1521 -> XE",
        "jdbc:oracle:thin:u/S3CRET@db:1521/XE:dedicated -> db:1521 -> XE",
        "jdbc:oracle:thin:@tcps://a,b:1522/orders?x=y -> a:1521,b:1522 -> orders",
        "jdbc:oracle:thin:@alias -> jdbc:oracle -> ``",
        "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=db)(PORT=1522))"
            + "(CONNECT_DATA=(SERVICE_NAME=orders))) -> db:1522 -> orders",
        "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS_LIST=(ADDRESS=(HOST=a)(PORT=1))(ADDRESS=(HOST=b)"
            + "(PORT=2)))(CONNECT_DATA=(SID=XE))) -> a:1,b:2 -> XE",
        "jdbc:h2:tcp://db/~/app;USER=sa;PASSWORD=S3CRET -> db:9092 -> app",
        "jdbc:h2:ssl://db:9093/mem:app -> db:9093 -> app",
        "jdbc:h2:mem:app;DB_CLOSE_DELAY=-1 -> jdbc:h2 -> app",
        "jdbc:h2:file:/data/app;CIPHER=AES;PASSWORD=S3CRET x -> jdbc:h2 -> app",
        "jdbc:h2:~/app -> jdbc:h2 -> app",
        "jdbc:other://db:77/app -> db:77 -> app",
      })
  void readsWhatMayBePrinted(String url, String address, String name) {
    Target target = JdbcTarget.of(url);
    assertThat(target.address()).isEqualTo(address);
    assertThat(target.name()).isEqualTo(name);
    assertThat(target.toString()).doesNotContain("S3CRET");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://u:a/S3CRET@db/app",
        "jdbc:postgresql:u:S3CRET@db/app",
        "jdbc:mysql://u:a/S3CRET@db/app",
        "jdbc:mysql:loadbalance://u:S3CRET@db,b/app",
        "jdbc:mysql://(host=S3CRET@db)/app",
        "jdbc:mysql://db:S3CRET/app",
        "jdbc:mysql:S3CRET",
        "jdbc:mariadb:loadbalance://a:S3CRET,b/app",
        "jdbc:sqlserver://u:S3CRET@db:1433;databaseName=app",
        "jdbc:sqlserver://db:S3CRET",
        "jdbc:sqlserver:S3CRET",
        "jdbc:oracle:thin:u/a@S3CRET@//db:1521/x",
        "jdbc:oracle:thin:u/S3CRET",
        "jdbc:oracle:thin:@//db:S3CRET/x",
        "jdbc:oracle:thin:@(HOST=S3CRET!)",
        "jdbc:h2:tcp://db:S3CRET/app",
        "jdbc:h2:tcp://u:a/S3CRET@db/app",
      })
  void whatDoesNotFitHasNoEndpointAndNoSecret(String url) {
    Target target = JdbcTarget.of(url);
    assertThat(target.endpoints()).isEmpty();
    assertThat(target.toString()).doesNotContain("S3CRET");
  }

  @Test
  void aServiceNameWithUnderscoresMayBeKnockedAt() {
    assertThat(JdbcTarget.of("jdbc:mariadb://orders_db_1:3306/app").endpoint())
        .contains(new Target.Endpoint("orders_db_1", 3306));
  }
}
