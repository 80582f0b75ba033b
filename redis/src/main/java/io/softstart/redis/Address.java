package io.softstart.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import io.softstart.config.Secret;
import io.softstart.diagnosis.Failure;
import io.softstart.gate.Attempt;
import io.softstart.net.ServiceUrl;
import io.softstart.net.Target;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the servers are and who logs in. A URL is not parsed before the first attempt: Lettuce's
 * classes are not for the path on which nothing is tried yet.
 */
final class Address {
  private final @Nullable ServiceUrl url;
  private final @Nullable RotatingLogin login;
  private final List<RedisURI> given;
  private volatile List<RedisURI> answering = List.of();

  private Address(@Nullable ServiceUrl url, @Nullable RotatingLogin login, List<RedisURI> given) {
    this.url = url;
    this.login = login;
    this.given = given;
  }

  static Address of(ServiceUrl url, @Nullable RotatingLogin login) {
    return new Address(url, login, List.of());
  }

  /** Copies the URIs, and lets passwords that stand in them be masked from now on. */
  static Address of(List<RedisURI> uris) {
    List<RedisURI> copies = new ArrayList<>();
    for (RedisURI uri : uris) {
      copies.add(copyOf(uri));
      if (uri.getCredentialsProvider() instanceof StaticCredentialsProvider known) {
        char[] password = known.resolveCredentialsNow().getPassword();
        if (password != null) {
          Secret.of(new String(password));
        }
      }
    }
    return new Address(null, null, List.copyOf(copies));
  }

  /** Lettuce itself leaves the sentinels out of a copy. */
  private static RedisURI copyOf(RedisURI uri) {
    RedisURI.Builder copy = RedisURI.builder(uri);
    for (RedisURI sentinel : uri.getSentinels()) {
      copy.withSentinel(copyOf(sentinel));
    }
    String master = uri.getSentinelMasterId();
    return (master == null ? copy : copy.withSentinelMasterId(master)).build();
  }

  /** Lets the sentinels that answer come first from now on. */
  void prefer(List<RedisURI> sentinels) {
    answering = sentinels;
  }

  /** Returns the one URI, to be used by nobody else. */
  RedisURI single(Attempt attempt) throws Attempt.NotReady {
    RedisURI uri = asGiven(attempt);
    List<RedisURI> first = new ArrayList<>(answering);
    first.retainAll(uri.getSentinels());
    uri.getSentinels().removeAll(first);
    uri.getSentinels().addAll(0, first);
    return uri;
  }

  private RedisURI asGiven(Attempt attempt) throws Attempt.NotReady {
    if (url == null) {
      return copyOf(given.get(0));
    }
    requireFaultless(url, attempt);
    boolean sentinels = url.target().scheme().endsWith("sentinel");
    if (!sentinels && url.target().endpoints().size() > 1) {
      throw attempt.notReady(UrlProblem.severalHosts());
    }
    try {
      RedisURI uri = RedisURI.create(url.reveal());
      return withLogin(uri);
    } catch (IllegalArgumentException malformed) { // its text repeats the URL
      throw attempt.notReady(UrlProblem.unreadable());
    }
  }

  /** Returns the seeds of a cluster. */
  List<RedisURI> seeds(Attempt attempt) throws Attempt.NotReady {
    if (url == null) {
      List<RedisURI> copies = new ArrayList<>();
      for (RedisURI uri : given) {
        copies.add(copyOf(uri));
      }
      return copies;
    }
    requireFaultless(url, attempt);
    try {
      List<RedisURI> seeds = RedisClusterURIUtil.toRedisURIs(URI.create(url.reveal()));
      for (RedisURI seed : seeds) {
        withLogin(seed);
      }
      return seeds;
    } catch (IllegalArgumentException malformed) {
      throw attempt.notReady(UrlProblem.unreadable());
    }
  }

  private static void requireFaultless(ServiceUrl url, Attempt attempt) throws Attempt.NotReady {
    Failure fault = UrlProblem.in(url.reveal());
    if (fault != null) {
      throw attempt.notReady(fault);
    }
  }

  private RedisURI withLogin(RedisURI uri) {
    if (login != null) {
      login.addTo(uri);
    }
    return uri;
  }

  Target target() {
    return url == null ? targetOf(given) : url.target();
  }

  /**
   * Returns the one server that is connected to; empty for sentinels, several or a local socket.
   */
  Optional<Target.Endpoint> server() {
    boolean several = url == null && given.size() > 1;
    boolean tcp = List.of("redis", "rediss", "redis+ssl", "redis+tls").contains(target().scheme());
    return tcp && !several ? target().endpoint() : Optional.empty();
  }

  private static Target targetOf(List<RedisURI> uris) {
    RedisURI first = uris.get(0);
    List<Target.Endpoint> endpoints = new ArrayList<>();
    for (RedisURI uri : uris) {
      if (uri.getSocket() == null && uri.getHost() != null) {
        add(uri, endpoints);
      }
      for (RedisURI sentinel : uri.getSentinels()) {
        add(sentinel, endpoints);
      }
    }
    String scheme = first.getSentinels().isEmpty() ? "redis" : "redis-sentinel";
    String secure = first.isSsl() ? scheme.replace("redis", "rediss") : scheme;
    return new Target(secure, endpoints, first.getDatabase() == 0 ? "" : "" + first.getDatabase());
  }

  private static void add(RedisURI uri, List<Target.Endpoint> endpoints) {
    try {
      endpoints.add(new Target.Endpoint(uri.getHost(), uri.getPort()));
    } catch (IllegalArgumentException unprintable) {
      // neither printed nor knocked at
    }
  }

  /** Returns the user's name for messages: without a name it is Redis' default user. */
  String user() {
    if (login != null) {
      return login.user();
    }
    if (url != null) {
      return UrlProblem.userIn(url.reveal());
    }
    String name =
        given.get(0).getCredentialsProvider() instanceof StaticCredentialsProvider known
            ? known.resolveCredentialsNow().getUsername()
            : null;
    return name == null ? "default" : name;
  }

  boolean isTls() {
    return target().scheme().startsWith("rediss");
  }
}
