package io.softstart.spring;

import io.softstart.diagnosis.FailureKind;
import io.softstart.event.StartupEvent;
import io.softstart.event.StartupEvent.AttemptFailed;
import io.softstart.event.StartupEvent.GateStarted;
import io.softstart.event.StartupListener;
import io.softstart.net.Target.Endpoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.commons.logging.LogFactory;

/**
 * Says how to switch a gate off whose server the application itself may start: one that nobody has
 * named, on this host, where nothing listens for some seconds.
 */
final class LoopbackHint implements StartupListener {
  private static final Duration SOME_SECONDS = Duration.ofSeconds(3);

  private final Predicate<String> derived;
  private final Map<String, Duration> begun = new HashMap<>();
  private final Set<String> told = new HashSet<>();

  /**
   * Makes one.
   *
   * @param derived whether a gate of this name was derived from properties
   */
  LoopbackHint(Predicate<String> derived) {
    this.derived = derived;
  }

  @Override
  public void on(StartupEvent event) {
    if (event instanceof GateStarted started && started.target().isPresent()) {
      for (Endpoint endpoint : started.target().get().endpoints()) {
        if (isLoopback(endpoint.host())) {
          begun.put(started.gate(), started.at());
        }
      }
    } else if (event instanceof AttemptFailed failed
        && failed.failure().kind() == FailureKind.REFUSED) {
      refused(failed);
    }
  }

  private void refused(AttemptFailed failed) {
    Duration from = begun.get(failed.gate());
    if (from != null
        && failed.at().minus(from).compareTo(SOME_SECONDS) > 0
        && derived.test(failed.gate())
        && told.add(failed.gate())) {
      LogFactory.getLog("io.softstart")
          .info(
              failed.gate()
                  + ": if this application starts that server itself, set softstart.gates."
                  + failed.gate()
                  + ".enabled=false; it is waited for in vain until the deadline");
    }
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }
}
