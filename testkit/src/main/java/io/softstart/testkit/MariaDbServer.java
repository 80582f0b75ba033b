package io.softstart.testkit;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A real MariaDB under a test's control, in Docker only: see {@link #isAvailable}.
 *
 * <p>It has one ordinary user with all rights on the one database, and a root that {@link #sql}
 * uses. The image initialises itself on the first start, so that its port is open seconds before
 * the server answers, as it is for everybody who uses the image. Thread-safe.
 */
public final class MariaDbServer extends ControlledServer {
  private static final int GREETING_MILLIS = 1_000;
  private static final int PACKET_HEADER = 4;
  private static final int PROTOCOL = 10;
  private static final String ROOT_PASSWORD = "kit-root-password";

  private final Builder names;

  private MariaDbServer(Builder names, ServerProcess process, int port) {
    super("MariaDB", process, port);
    this.names = names;
  }

  /**
   * Returns whether it can be had here: where a Docker engine answers, unless embedded servers were
   * asked for.
   *
   * @return whether {@link Builder#build} would succeed
   * @see ServerBackend#chosen()
   */
  public static boolean isAvailable() {
    return ServerBackend.chosen() == ServerBackend.DOCKER;
  }

  /**
   * Returns a builder: user, password and database {@code app}, {@code app-password} and {@code
   * app}, MariaDB 10.11.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the JDBC URL of the server's database for MariaDB's driver, without user and password.
   *
   * @return for example {@code jdbc:mariadb://127.0.0.1:23456/app}
   */
  public String jdbcUrl() {
    return jdbcUrl(names.database);
  }

  /**
   * Returns the JDBC URL of any database on this server, whether it exists or not.
   *
   * @param otherDatabase the database's name
   * @return the URL, without user and password
   */
  public String jdbcUrl(String otherDatabase) {
    return "jdbc:mariadb://" + host() + ":" + port() + "/" + otherDatabase;
  }

  /**
   * Returns the name of the ordinary user.
   *
   * @return the user name
   */
  public String user() {
    return names.user;
  }

  /**
   * Returns the password that the user was created with.
   *
   * @return the password in clear
   */
  public String password() {
    return names.password;
  }

  /**
   * Executes SQL as root. Blocks until it is done, for at most a minute.
   *
   * @param sql one statement
   * @throws TestkitException if the server cannot be reached or the statement fails
   */
  public void sql(String sql) {
    execute(sql);
  }

  /**
   * Asks for a value as root. Blocks for at most a minute.
   *
   * @param query a query
   * @return the first column of the first row as text; empty if there is no row or it is null
   * @throws TestkitException if the server cannot be reached or the query fails
   */
  public Optional<String> queryValue(String query) {
    return Optional.ofNullable(execute(query));
  }

  /** The server speaks first: a greeting of protocol 10, or an error. */
  @Override
  boolean isUsable() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host(), port()), GREETING_MILLIS);
      socket.setSoTimeout(GREETING_MILLIS);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      in.readFully(new byte[PACKET_HEADER]);
      return in.read() == PROTOCOL;
    } catch (IOException e) {
      return false;
    }
  }

  private @Nullable String execute(String sql) {
    Properties login = new Properties();
    login.setProperty("user", "root");
    login.setProperty("password", ROOT_PASSWORD);
    login.setProperty("socketTimeout", "60000");
    try (Connection connection = DriverManager.getConnection(jdbcUrl(), login);
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

  /** Sets up a {@link MariaDbServer}. Not thread-safe. */
  public static final class Builder {
    private String user = "app";
    private String password = "app-password";
    private String database = "app";
    private String image = "mariadb:10.11";
    private final Map<String, String> settings = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Names the ordinary user.
     *
     * @param name the user's name
     * @return this
     */
    public Builder user(String name) {
      user = notEmpty("user", name);
      return this;
    }

    /**
     * Sets the user's password.
     *
     * @param secret the password, without quotes
     * @return this
     */
    public Builder password(String secret) {
      password = notEmpty("password", secret);
      return this;
    }

    /**
     * Names the database, on which the user will have all rights.
     *
     * @param name the database's name
     * @return this
     */
    public Builder database(String name) {
      database = notEmpty("database", name);
      return this;
    }

    /**
     * Sets one of the server's variables, as in {@code my.cnf}.
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
     * Takes another image.
     *
     * @param name such as {@code mariadb:10.11}
     * @return this
     */
    public Builder image(String name) {
      image = notEmpty("image", name);
      return this;
    }

    /**
     * Creates the server on a free port; nothing is prepared or started. Says on stderr, once per
     * JVM, what it runs in.
     *
     * @return a new server
     * @throws TestkitException if there is no Docker engine
     */
    public MariaDbServer build() {
      if (!isAvailable()) {
        throw new TestkitException("MariaDB needs Docker: there is no embedded one");
      }
      int number = Ports.free();
      Map<String, String> environment =
          Map.of(
              "MARIADB_USER", user,
              "MARIADB_PASSWORD", password,
              "MARIADB_DATABASE", database,
              "MARIADB_ROOT_PASSWORD", ROOT_PASSWORD);
      ServerProcess process = new DockerMariaDb(image, environment, Map.copyOf(settings), number);
      Announcement.once(process.description());
      return new MariaDbServer(this, process, number);
    }

    private static String notEmpty(String name, String value) {
      if (value.isEmpty()) {
        throw new IllegalArgumentException(name + " must not be empty");
      }
      return value;
    }
  }
}
