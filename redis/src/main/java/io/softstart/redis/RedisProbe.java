package io.softstart.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.resource.ClientResources;
import io.softstart.client.DirectSockets;
import io.softstart.config.Secret;
import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import io.softstart.gate.Probe;
import io.softstart.net.ServiceUrl;
import io.softstart.net.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries a Redis by connecting as the application would, with TLS, {@code AUTH} and {@code SELECT},
 * and by a {@code PING} that must be answered with {@code PONG}; and by what {@link #writable},
 * {@link #keyExists}, {@link #minReplicas} and {@link #clusterOk} ask of it.
 *
 * <p>Connecting alone proves nothing: while Redis loads its data after a restart, it lets clients
 * log in and refuses everything else.
 *
 * <p>An attempt makes a Lettuce client, and closes it with its threads and sockets if it fails; the
 * client of the attempt that succeeds is the application's, and closed by it. An attempt's
 * time-outs are the attempt's own; the client keeps those of its URI. The connection that proved
 * readiness is closed, since a Lettuce client has no place to keep one.
 *
 * <p>Where a login hangs or is cut off, the attempt looks at the port once more without the client,
 * to tell TLS, HTTP and a full server from one that hangs: one or two short connections more.
 *
 * <p>Immutable and thread-safe; every method that adds something returns a new probe.
 *
 * @param <C> what the gate hands over
 */
public final class RedisProbe<C extends AbstractRedisClient> implements Probe<C> {
  private static final List<ServerCheck> ANSWERS = List.of(new PingCheck());

  private final Source<C> source;
  private final Settings settings;
  private final List<ServerCheck> checks;

  private RedisProbe(Source<C> source, Settings settings, List<ServerCheck> checks) {
    this.source = source;
    this.settings = settings;
    this.checks = checks;
  }

  /**
   * Returns a probe that opens a client for one server, or for the master that sentinels name.
   *
   * @param url for example {@code redis://user:secret@cache:6379/0}, {@code rediss://} for TLS, or
   *     {@code redis-sentinel://host1,host2:26379/0#master-name}; what else Lettuce reads in it is
   *     kept, and a malformed one fails the first attempt as {@code MISCONFIGURED}
   * @return the probe
   */
  public static RedisProbe<RedisClient> client(ServiceUrl url) {
    return clientAs(url, null);
  }

  /**
   * Returns a probe like {@link #client(ServiceUrl)} with a password that may change while it waits
   * and while the client is used.
   *
   * @param url without user and password
   * @param user the user name; {@code default} where there is only a password
   * @param password asked anew for each login, reconnects of the client included, on any thread of
   *     Lettuce and several times for one login; what it throws fails the login
   * @return the probe
   */
  public static RedisProbe<RedisClient> client(
      ServiceUrl url, String user, Supplier<Secret> password) {
    return clientAs(url, new RotatingLogin(user, password));
  }

  /**
   * Returns a probe that opens a client for a URI that was put together by Lettuce's builder.
   *
   * @param uri copied
   * @return the probe
   */
  public static RedisProbe<RedisClient> client(RedisURI uri) {
    return single(Address.of(List.of(uri)));
  }

  /**
   * Returns a probe for a client that belongs to somebody else. An attempt opens a connection of it
   * and closes it again; the client itself is never closed. Its own time-outs hold: let that of its
   * URI (60 s) be shorter than the gate's attempt timeout (10 s), or the cause stays hidden.
   *
   * @param existing made with a URI; without one the gate fails as {@code MISCONFIGURED}
   * @return the probe
   */
  public static RedisProbe<RedisClient> client(RedisClient existing) {
    return new RedisProbe<>(new ExistingSource(existing), Settings.NONE, ANSWERS);
  }

  /**
   * Returns a probe that opens a client for a Redis Cluster. The cluster's state must be ok; see
   * {@link #clusterOk} for clusters that are ok with a part of their data.
   *
   * @param url of one node or several, for example {@code redis://node1:6379,node2:6379}
   * @return the probe
   */
  public static RedisProbe<RedisClusterClient> cluster(ServiceUrl url) {
    return clusterAs(url, null);
  }

  /**
   * Returns a probe like {@link #cluster(ServiceUrl)} with a password that may change.
   *
   * @param url without user and password
   * @param user the user name; {@code default} where there is only a password
   * @param password asked anew for each login, as of {@link #client(ServiceUrl, String, Supplier)}
   * @return the probe
   */
  public static RedisProbe<RedisClusterClient> cluster(
      ServiceUrl url, String user, Supplier<Secret> password) {
    return clusterAs(url, new RotatingLogin(user, password));
  }

  /**
   * Returns a probe like {@link #cluster(ServiceUrl)} for URIs that were put together by Lettuce's
   * builder.
   *
   * @param seeds at least one; copied
   * @return the probe
   * @throws IllegalArgumentException if there is none
   */
  public static RedisProbe<RedisClusterClient> cluster(List<RedisURI> seeds) {
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("seeds: must not be empty");
    }
    return cluster(Address.of(seeds));
  }

  /** Returns a probe with a login of its own, or with that of the URL. */
  static RedisProbe<RedisClient> clientAs(ServiceUrl url, @Nullable RotatingLogin login) {
    return single(Address.of(url, login));
  }

  static RedisProbe<RedisClusterClient> clusterAs(ServiceUrl url, @Nullable RotatingLogin login) {
    return cluster(Address.of(url, login));
  }

  private static RedisProbe<RedisClient> single(Address address) {
    return new RedisProbe<>(new ClientSource(address), Settings.NONE, ANSWERS);
  }

  private static RedisProbe<RedisClusterClient> cluster(Address address) {
    return new RedisProbe<>(new ClusterSource(address), Settings.NONE, ANSWERS)
        .with(new ClusterCheck(false));
  }

  /**
   * Returns a probe whose client has these options, for example a trust store ({@code sslOptions}).
   *
   * @param options of the client, those of the attempts included; no effect on one that exists
   * @return the probe
   */
  public RedisProbe<C> options(ClientOptions options) {
    return new RedisProbe<>(source, new Settings(options, settings.resources()), checks);
  }

  /**
   * Returns a probe whose client runs on these resources, which it shares with others and which are
   * never closed here. Without them each client has threads of its own, which end with it.
   *
   * @param resources of the client, those of the attempts included; no effect on one that exists
   * @return the probe
   */
  public RedisProbe<C> resources(ClientResources resources) {
    return new RedisProbe<>(source, new Settings(settings.options(), resources), checks);
  }

  /**
   * Returns a probe that also wants the server to take writes; until then it is {@code NOT_YET}: it
   * must be a master, by its {@code ROLE}.
   *
   * @return the probe with this check behind the others
   */
  public RedisProbe<C> writable() {
    return with(new RoleCheck(0));
  }

  /**
   * Returns a probe that also wants the server to be a master with replicas in step; until then it
   * is {@code NOT_YET}. In a cluster only the node that answers is asked.
   *
   * @param replicas how many at least, 1 or more
   * @return the probe with this check behind the others
   * @throws IllegalArgumentException if it is less than 1
   */
  public RedisProbe<C> minReplicas(int replicas) {
    if (replicas < 1) {
      throw new IllegalArgumentException("replicas: " + replicas + " is less than 1");
    }
    return with(new RoleCheck(replicas));
  }

  /**
   * Returns a probe that also wants a key to be there; until then it is {@code NOT_YET}.
   *
   * @param key printed in messages
   * @return the probe with this check behind the others
   * @throws IllegalArgumentException if it is empty
   */
  public RedisProbe<C> keyExists(String key) {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("key: must not be empty");
    }
    return with(new KeyCheck(key));
  }

  /**
   * Returns a probe that also wants the cluster's state to be ok and all 16,384 slots to be served;
   * until then it is {@code NOT_YET}. With {@code cluster-require-full-coverage no} a cluster is ok
   * with less.
   *
   * @return the probe with this check behind the others
   */
  public RedisProbe<C> clusterOk() {
    return with(new ClusterCheck(true));
  }

  private RedisProbe<C> with(ServerCheck check) {
    List<ServerCheck> all = new ArrayList<>(checks);
    all.add(check);
    return new RedisProbe<>(source, settings, List.copyOf(all));
  }

  @Override
  public C open(Attempt attempt) throws Exception {
    C client = source.client(attempt, settings);
    try {
      recheck(client, attempt);
      source.settle(client, checks, attempt);
      return client;
    } catch (Exception failure) {
      ClientWarmUp.ONCE.begin();
      countLogins(failure, attempt);
      Address address = source.address();
      Optional<Target.Endpoint> endpoint = target().flatMap(Target::endpoint);
      throw address != null
              && endpoint.isPresent()
              && settings.dialsDirectly()
              && PortInspection.isWorthWhile(failure)
          ? PortInspection.at(endpoint.get(), address.isTls(), attempt, failure)
          : failure;
    }
  }

  /**
   * A cluster's client asks each seed. Lettuce loses the answer of a server that is quicker than
   * itself, which is a refusal, mostly; and one that comes after the cut counts too.
   */
  private void countLogins(Exception failure, Attempt attempt) {
    int logins =
        source instanceof ClusterSource ? target().map(t -> t.endpoints().size()).orElse(1) : 1;
    boolean lost = PortInspection.causes(failure).anyMatch(RedisProbe::isLostAnswer);
    boolean untold = logins > 1 || attempt.remaining().isZero();
    if (lost || (untold && PortInspection.causes(failure).anyMatch(this::isDenied))) {
      attempt.loginsRefused(Math.max(1, logins));
    }
  }

  private static boolean isLostAnswer(Throwable t) {
    return t instanceof IllegalStateException
        && "RedisHandshakeHandler not registered".equals(t.getMessage());
  }

  private boolean isDenied(Throwable t) {
    return diagnosis().diagnose(t).map(Failure::kind).orElse(null) == FailureKind.DENIED;
  }

  /** Connects once more through the client, with a PING and all checks. */
  @Override
  public void recheck(C opened, Attempt attempt) throws Exception {
    try (Session session = source.connect(opened, attempt)) {
      for (ServerCheck check : checks) {
        check.pass(session, attempt);
      }
    }
  }

  @Override
  public Diagnosis diagnosis() {
    return RedisDiagnosis.of(source);
  }

  @Override
  public Optional<Target> target() {
    Address address = source.address();
    return address == null ? Optional.empty() : Optional.of(address.target());
  }

  @Override
  public Optional<Target.Endpoint> dials() {
    boolean direct = settings.dialsDirectly() && DirectSockets.likeChannels();
    return direct ? source.dials() : Optional.empty();
  }

  @Override
  public void preload() {
    ClientWarmUp.ONCE.run();
  }
}
