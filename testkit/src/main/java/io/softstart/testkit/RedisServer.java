package io.softstart.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis under a test's control, in Docker or as a child process ({@link ServerBackend}).
 *
 * <pre>{@code
 * try (RedisServer redis = RedisServer.builder().password("s3cret").build()) {
 *   redis.startInBackground(Duration.ofSeconds(20));
 *   runApplication(redis.uri(), redis.password());
 * }
 * }</pre>
 *
 * <p>It saves nothing by itself: what has to survive a restart is saved by {@code command("SAVE")}.
 * {@link #command} works as a user of the kit's own with all rights, with any password and users
 * the test sets. Usable means that {@code PING} is answered, and not by {@code LOADING}.
 * Thread-safe.
 */
public final class RedisServer extends ControlledServer {
  private final RedisSettings settings;
  private final ServerProcess process;
  private final Deque<Integer> room;

  private RedisServer(RedisSettings settings, ServerProcess process, int port, List<Integer> room) {
    super("Redis", process, port);
    this.settings = settings;
    this.process = process;
    this.room = new ArrayDeque<>(room);
  }

  /**
   * Creates a server with the defaults of {@link #builder()}; it is neither prepared nor started.
   *
   * @return a new server on a port of its own
   */
  public static RedisServer create() {
    return builder().build();
  }

  /**
   * Returns a builder: no password, no TLS, Redis 7.0 in Docker, the backend of {@link
   * ServerBackend#chosen()}.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the URI of the server, without user and password.
   *
   * @return for example {@code redis://127.0.0.1:23456}, or {@code rediss:} with TLS
   */
  public String uri() {
    return (settings.tls() == null ? "redis://" : "rediss://") + host() + ":" + port();
  }

  /**
   * Returns the password of the default user at the start.
   *
   * @return the password in clear, empty if there is none
   */
  public String password() {
    return settings.password();
  }

  /**
   * Sends a command as the kit's own user. Blocks until it is answered, for at most a minute.
   *
   * @param words the command and its arguments
   * @return the answer; of several values each on a line of its own
   * @throws TestkitException if the server cannot be reached or answers with an error
   */
  public String command(String... words) {
    try (RedisConnection connection = connect(RedisConnection.PATIENT)) {
      connection.login();
      return connection.ask(words);
    }
  }

  /**
   * Fills the server with keys {@code key:1} and so on, each with a value of about one kilobyte.
   *
   * @param keys how many
   * @throws TestkitException if the server cannot be reached or has no room
   */
  public void fill(int keys) {
    command(
        "EVAL",
        "for i = 1, ARGV[1] do redis.call('SET', 'key:' .. i, string.rep('v', 1000) .. i) end",
        "0",
        Integer.toString(keys));
  }

  @Override
  boolean isUsable() {
    try (RedisConnection connection = connect(RedisConnection.HASTY)) {
      connection.login();
      return !connection.answers("LOADING", "PING");
    } catch (TestkitException notYet) {
      return false;
    }
  }

  ServerProcess process() {
    return process;
  }

  int takeRoom() {
    synchronized (room) {
      if (room.isEmpty()) {
        throw new IllegalStateException("no room beside this server; give it some with room(..)");
      }
      return room.remove();
    }
  }

  private RedisConnection connect(int millis) {
    return RedisConnection.to(host(), port(), settings.tls() != null, millis);
  }

  /** Sets up a {@link RedisServer}. Not thread-safe. */
  public static final class Builder {
    private static final int CLUSTER_BUS = 10_000;

    private @Nullable ServerBackend backend;
    private String password = "";
    private String image = "redis:7.0";
    private @Nullable TlsFiles tls;
    private @Nullable RedisServer beside;
    private int room;
    private boolean sentinel;
    private final List<String> lines = new ArrayList<>();

    private Builder() {}

    /**
     * Lets the default user want a password.
     *
     * @param secret the password
     * @return this
     */
    public Builder password(String secret) {
      password = notEmpty("secret", secret);
      return this;
    }

    /**
     * Adds a user.
     *
     * @param rules name and rules as of {@code ACL SETUSER}, such as {@code app on >secret ~*
     *     +@all}
     * @return this
     */
    public Builder user(String rules) {
      return setting("user", notEmpty("rules", rules));
    }

    /**
     * Lets the server speak TLS only.
     *
     * @param files its certificate and key
     * @return this
     */
    public Builder tls(TlsFiles files) {
      tls = files;
      return this;
    }

    /**
     * Sets one of the server's parameters, as in {@code redis.conf}.
     *
     * @param name such as {@code maxclients}
     * @param value such as {@code 5}
     * @return this
     */
    public Builder setting(String name, String value) {
      lines.add(notEmpty("name", name) + " " + value);
      return this;
    }

    /**
     * Leaves room for servers that shall reach this one, and be reached, at {@code 127.0.0.1}.
     *
     * @param servers how many
     * @return this
     * @see #beside
     */
    public Builder room(int servers) {
      room = servers;
      return this;
    }

    /**
     * Runs beside another server, such as a replica beside its master; that one is started first.
     *
     * @param first made with {@link #room}
     * @return this
     */
    public Builder beside(RedisServer first) {
      beside = first;
      return this;
    }

    /**
     * Makes it a sentinel that watches a master it can reach at {@code 127.0.0.1}: one of its
     * neighbours. It decides alone.
     *
     * @param name what the sentinel calls the master
     * @param master the master
     * @return this
     */
    public Builder sentinelOf(String name, RedisServer master) {
      sentinel = true;
      return setting("sentinel", "monitor " + name + " 127.0.0.1 " + master.port() + " 1");
    }

    /**
     * Takes another image when run in Docker; the embedded version is that of the class path.
     *
     * @param name such as {@code redis:7.0}
     * @return this
     */
    public Builder image(String name) {
      image = notEmpty("image", name);
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
     * or to unpack the program.
     *
     * @return a new server
     * @throws TestkitException if the backend is not available here
     * @throws IllegalStateException if there is no room beside the other server
     */
    public RedisServer build() {
      RedisServer neighbour = beside;
      int port = neighbour == null ? freePort() : neighbour.takeRoom();
      List<Integer> ports = new ArrayList<>();
      for (int i = 0; i < room; i++) {
        ports.add(freePort());
      }
      RedisSettings settings = new RedisSettings(password, tls, sentinel, List.copyOf(lines));
      ServerProcess process =
          switch (backend == null ? ServerBackend.chosen() : backend) {
            case DOCKER -> docker(settings, port, ports, neighbour);
            case EMBEDDED -> new EmbeddedRedis(settings, port);
          };
      Announcement.once(process.description());
      return new RedisServer(settings, process, port, ports);
    }

    /** Nodes of a cluster talk to each other on a second port. */
    private int freePort() {
      boolean cluster = lines.contains("cluster-enabled yes");
      return cluster ? Ports.freeWithOneAbove(CLUSTER_BUS) : Ports.free();
    }

    private DockerRedis docker(
        RedisSettings settings, int port, List<Integer> ports, @Nullable RedisServer neighbour) {
      DockerRedis first = neighbour == null ? null : (DockerRedis) neighbour.process();
      return new DockerRedis(image, settings, port, ports, first);
    }

    private static String notEmpty(String name, String value) {
      if (value.isEmpty()) {
        throw new IllegalArgumentException(name + " must not be empty");
      }
      return value;
    }
  }
}
