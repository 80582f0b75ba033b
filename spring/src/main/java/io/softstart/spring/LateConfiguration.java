package io.softstart.spring;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.framework.AdvisoryGates;
import io.softstart.gate.Attempt;
import io.softstart.gate.Backoff;
import io.softstart.gate.Gate;
import io.softstart.net.ServiceUrl;
import io.softstart.net.Target.Endpoint;
import io.softstart.probe.HttpProbe;
import io.softstart.probe.TcpProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationResolver;
import org.springframework.boot.context.config.ConfigDataLocationResolverContext;
import org.springframework.boot.context.config.ConfigDataResource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Waits for what {@code spring.config.import} names before Spring Boot reads it: a file or a tree
 * of files that is not there yet, the address of a config server, Consul or Vault, and all that the
 * operator has awaited by {@code SOFTSTART_WAIT_FOR}. Resolves nothing itself. What is {@code
 * optional:} is not waited for, and what does not come is for Spring Boot to report.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class LateConfiguration implements ConfigDataLocationResolver<ConfigDataResource> {
  private static final String CONFIG_SERVER = "configserver:";

  /** Counts in all applications of this process: those of a hierarchy have one startup. */
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Set<String> seen = new HashSet<>();

  @Override
  public boolean isResolvable(
      ConfigDataLocationResolverContext context, ConfigDataLocation location) {
    if (!location.isOptional() && seen.add(location.getValue())) {
      try {
        Gate<?> gate = isNotAwaited(context) ? null : gate(location.getValue(), context);
        if (gate != null) {
          SpringStartup.awaitEarly(AdvisoryGates.advisory(gate));
        }
      } catch (RuntimeException | LinkageError broken) {
        // Spring Boot reads it as usual, and says it better
      }
    }
    return false;
  }

  @Override
  public List<ConfigDataResource> resolve(
      ConfigDataLocationResolverContext context, ConfigDataLocation location) {
    return List.of();
  }

  private static boolean isNotAwaited(ConfigDataLocationResolverContext context) {
    return isSaid("spring.config.on-not-found", "ignore", context)
        || isSaid("softstart.enabled", "false", context);
  }

  private static boolean isSaid(
      String property, String value, ConfigDataLocationResolverContext context) {
    return value.equalsIgnoreCase(context.getBinder().bind(property, String.class).orElse(""));
  }

  private static @Nullable Gate<?> gate(
      String location, ConfigDataLocationResolverContext context) {
    if (location.startsWith(CONFIG_SERVER)) {
      return server(location.substring(CONFIG_SERVER.length()), context);
    }
    if (CloudServers.areNamedBy(location)) {
      Endpoint server = CloudServers.address(location, context.getBinder());
      return server == null ? null : Gate.of(name(), TcpProbe.of(server.host(), server.port()));
    }
    String path = pathIn(location);
    if (path == null || Files.exists(Path.of(path))) {
      return null;
    }
    return Gate.check(name(), attempt -> exists(path, attempt)).backoff(Backoff.proportional());
  }

  /** {@return a name that no other import has: locations may hold secrets} */
  private static String name() {
    int number = NUMBER.incrementAndGet();
    return number == 1 ? "spring.config.import" : "spring.config.import-" + number;
  }

  /** {@return the path of one file or directory on disk; null for all else} */
  private static @Nullable String pathIn(String location) {
    boolean tree = location.startsWith("configtree:");
    String rest = tree ? location.substring("configtree:".length()) : location;
    boolean file = rest.startsWith("file:");
    String path = file ? rest.substring("file:".length()) : rest;
    boolean plain = (tree || file) && !path.contains(";") && !path.contains("*");
    return !plain
            || (!tree && path.endsWith("/"))
            || path.contains("[")
            || path.contains("%")
            || path.startsWith("classpath:")
        ? null
        : path;
  }

  private static void exists(String path, Attempt attempt) throws Attempt.NotReady {
    if (!Files.exists(Path.of(path))) {
      throw attempt.notReady(
          Failure.of(
              FailureKind.NOT_YET,
              "there is no " + path + " yet, which spring.config.import names",
              "its writer may be late; with optional: before it it is not waited for"));
    }
  }

  /** Where the location names none, the client has a property, and a default of its own. */
  private static @Nullable Gate<?> server(String named, ConfigDataLocationResolverContext context) {
    if (isSaid("spring.cloud.config.enabled", "false", context)
        || isSaid("spring.cloud.config.discovery.enabled", "true", context)) {
      return null;
    }
    String url =
        named.isBlank()
            ? context.getBinder().bind("spring.cloud.config.uri", String.class).orElse("")
            : named;
    String one = url.strip();
    int options = one.indexOf('?');
    String plain = options < 0 ? one : one.substring(0, options);
    boolean several = url.contains(","); // one of them is enough, and the client knows which
    return !several && plain.startsWith("http")
        ? Gate.of(name(), HttpProbe.get(ServiceUrl.of(plain)).status(MetadataGates.ANSWERS))
        : null;
  }
}
