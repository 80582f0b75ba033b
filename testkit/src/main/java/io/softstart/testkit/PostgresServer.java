package io.softstart.testkit;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL under a test's control, in Docker or as a child process ({@link
 * ServerBackend}).
 *
 * <pre>{@code
 * try (PostgresServer postgres = PostgresServer.builder().setting("max_connections", "5").build()) {
 *   postgres.startInBackground(Duration.ofSeconds(20));
 *   runApplication(postgres.jdbcUrl(), postgres.user(), postgres.password());
 * }
 * }</pre>
 *
 * <p>It has one ordinary role, which owns the one database, and a superuser of the kit's own that
 * {@link #sql} uses, which no setting locks out. TLS is off, and {@code fsync} too: what was
 * committed survives a kill, though not a loss of power. Thread-safe.
 */
public final class PostgresServer extends ControlledServer {
  private static final int STATEMENT_SECONDS = 60;

  private final PostgresSettings settings;

  PostgresServer(PostgresSettings settings, ServerProcess process, int port) {
    super("PostgreSQL", process, port);
    this.settings = settings;
  }

  /**
   * Creates a server with the defaults of {@link #builder()}; it is neither prepared nor started.
   *
   * @return a new server on a port of its own
   */
  public static PostgresServer create() {
    return builder().build();
  }

  /**
   * Returns a builder: user, password and database {@code app}, {@code app-password} and {@code
   * app}, PostgreSQL 18, the backend of {@link ServerBackend#chosen()}.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the JDBC URL of the server's database, without user and password.
   *
   * @return for example {@code jdbc:postgresql://127.0.0.1:23456/app}
   */
  public String jdbcUrl() {
    return jdbcUrl(settings.database());
  }

  /**
   * Returns the JDBC URL of any database on this server, whether it exists or not.
   *
   * @param otherDatabase the database's name
   * @return the URL, without user and password
   */
  public String jdbcUrl(String otherDatabase) {
    return "jdbc:postgresql://" + host() + ":" + port() + "/" + otherDatabase;
  }

  /**
   * Returns the name of the ordinary role that owns the database.
   *
   * @return the user name
   */
  public String user() {
    return settings.user();
  }

  /**
   * Returns the password that the user was created with.
   *
   * @return the password in clear
   */
  public String password() {
    return settings.password();
  }

  /**
   * Returns the name of the database that the user owns.
   *
   * @return the database name
   */
  public String database() {
    return settings.database();
  }

  /**
   * Executes SQL as superuser in this server's database, such as {@code ALTER ROLE app PASSWORD
   * 'new'}. Blocks until it is done, for at most a minute.
   *
   * @param sql one statement, or several with semicolons (in one transaction then)
   * @throws TestkitException if the server cannot be reached or the statement fails
   */
  public void sql(String sql) {
    sqlIn(settings.database(), sql);
  }

  /**
   * Executes SQL as superuser in another database, such as {@code postgres}, which is always there.
   * Blocks until it is done, for at most a minute.
   *
   * @param otherDatabase the database to connect to
   * @param sql one statement, or several with semicolons (in one transaction then)
   * @throws TestkitException if the server cannot be reached or the statement fails
   */
  public void sqlIn(String otherDatabase, String sql) {
    execute(otherDatabase, sql);
  }

  /**
   * Asks for a value as superuser in this server's database. Blocks for at most a minute.
   *
   * @param query a query
   * @return the first column of the first row as text; empty if there is no row or it is null
   * @throws TestkitException if the server cannot be reached or the query fails
   */
  public Optional<String> queryValue(String query) {
    return Optional.ofNullable(execute(settings.database(), query));
  }

  /**
   * Replaces the rules of {@code pg_hba.conf} in the running server; they hold for the logins that
   * follow. The general rule (any user, any database, by password) stays behind them.
   *
   * @param rules the lines, such as {@code host all app all reject}; none for the general rule only
   * @throws TestkitException if the server cannot be reached
   */
  public void hba(String... rules) {
    String lines =
        Stream.of(PostgresSettings.hbaFile(List.of(rules)).split("\n"))
            .map(line -> "(" + PostgresSettings.literal(line) + ")")
            .collect(Collectors.joining(","));
    String file = queryValue("SHOW hba_file").orElseThrow();
    // A superuser's COPY writes files of the server, wherever the server is.
    sqlIn(
        "postgres",
        "COPY (VALUES "
            + lines
            + ") TO "
            + PostgresSettings.literal(file)
            + ";SELECT pg_reload_conf()");
  }

  /**
   * Lets clients talk TLS to the running server, from now on; certificates of theirs that {@code
   * hba} asks for are to be of the same authority. Needs a shell where the server runs.
   *
   * @param files the server's certificate and key, and the authority of its clients
   * @throws TestkitException if the server cannot be reached
   */
  public void tls(TlsFiles files) {
    write("server.crt", files.certificate());
    write("server.key", files.key());
    write("root.crt", files.authority());
    // outside of a transaction each, as ALTER SYSTEM wants it
    sqlIn("postgres", "ALTER SYSTEM SET ssl_ca_file = 'root.crt'");
    sqlIn("postgres", "ALTER SYSTEM SET ssl = on");
    sqlIn("postgres", "SELECT pg_reload_conf()");
  }

  /** Beside the server's data; a key that others may read is refused. */
  private void write(String file, String text) {
    String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    String program = "umask 077; base64 -d > " + file;
    sqlIn(
        "postgres",
        "COPY (SELECT '" + encoded + "') TO PROGRAM " + PostgresSettings.literal(program));
  }

  @Override
  String markLog() {
    if (!isRunning() || !isUsable()) {
      return "";
    }
    String mark = "log read " + UUID.randomUUID();
    try {
      sqlIn("postgres", "DO $$ BEGIN RAISE LOG '" + mark + "'; END $$");
      return mark;
    } catch (TestkitException endsJustNow) {
      return "";
    }
  }

  @Override
  boolean isUsable() {
    return PostgresGreeting.isAnswered(host(), port());
  }

  private @Nullable String execute(String database, String sql) {
    Properties login = new Properties();
    login.setProperty("user", PostgresSettings.SUPERUSER);
    login.setProperty("password", PostgresSettings.SUPERUSER_PASSWORD);
    login.setProperty("sslmode", "disable");
    login.setProperty("socketTimeout", Integer.toString(STATEMENT_SECONDS));
    try (Connection connection = DriverManager.getConnection(jdbcUrl(database), login);
        Statement statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        try (ResultSet rows = statement.getResultSet()) {
          return rows.next() ? rows.getString(1) : null;
        }
      }
      return null;
    } catch (SQLException e) {
      throw new TestkitException("cannot execute [" + sql + "]: " + e.getMessage(), e);
    }
  }

  /** Sets up a {@link PostgresServer}. Not thread-safe. */
  public static final class Builder {
    private String user = "app";
    private String password = "app-password";
    private String database = "app";
    private String image = "postgres:18";
    private OptionalInt port = OptionalInt.empty();
    private @Nullable ServerBackend backend;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<String> hba = new ArrayList<>();

    private Builder() {}

    /**
     * Names the ordinary role.
     *
     * @param name the role's name, which may need quotes in SQL
     * @return this
     */
    public Builder user(String name) {
      user = notEmpty("user", name);
      return this;
    }

    /**
     * Sets the role's password.
     *
     * @param secret the password
     * @return this
     */
    public Builder password(String secret) {
      password = notEmpty("password", secret);
      return this;
    }

    /**
     * Names the database, which the role will own.
     *
     * @param name the database's name; {@code postgres} makes no further one
     * @return this
     */
    public Builder database(String name) {
      database = notEmpty("database", name);
      return this;
    }

    /**
     * Sets one of the server's parameters, as in {@code postgresql.conf}; {@code ALTER SYSTEM} can
     * change it later.
     *
     * @param name such as {@code max_connections}
     * @param value such as {@code 5}
     * @return this
     */
    public Builder setting(String name, String value) {
      settings.put(notEmpty("name", name), value);
      return this;
    }

    /**
     * Adds a rule to {@code pg_hba.conf}, before the general one.
     *
     * @param rule such as {@code host all app all reject}
     * @return this
     */
    public Builder hba(String rule) {
      hba.add(notEmpty("rule", rule));
      return this;
    }

    /**
     * Takes another image when run in Docker; the embedded version is that of the class path.
     *
     * @param name such as {@code postgres:18}
     * @return this
     */
    public Builder image(String name) {
      image = notEmpty("image", name);
      return this;
    }

    /**
     * Takes a given port instead of a free one.
     *
     * @param number the port on the host, from 1 to 65535
     * @return this
     */
    public Builder port(int number) {
      if (number < 1 || number > 65_535) {
        throw new IllegalArgumentException("port must be 1 to 65535, but is " + number);
      }
      port = OptionalInt.of(number);
      return this;
    }

    /**
     * Takes a given backend instead of {@link ServerBackend#chosen()}.
     *
     * @param given the backend
     * @return this
     */
    public Builder backend(ServerBackend given) {
      backend = given;
      return this;
    }

    /**
     * Creates the server and reserves its port; nothing is prepared or started. Says on stderr,
     * once per JVM, which backend is used. May block for a second or two to find the Docker engine,
     * or to unpack the programs.
     *
     * @return a new server
     * @throws TestkitException if the backend is not available here
     */
    public PostgresServer build() {
      PostgresSettings all = new PostgresSettings(user, password, database, image, settings, hba);
      int number = port.isPresent() ? port.getAsInt() : Ports.free();
      ServerBackend runsIn = backend == null ? ServerBackend.chosen() : backend;
      ServerProcess process =
          switch (runsIn) {
            case DOCKER -> new DockerPostgres(all, number);
            case EMBEDDED -> new EmbeddedPostgres(all, number);
          };
      Announcement.once(process.description());
      return new PostgresServer(all, process, number);
    }

    private static String notEmpty(String name, String value) {
      if (value.isEmpty()) {
        throw new IllegalArgumentException(name + " must not be empty");
      }
      return value;
    }
  }
}
