package io.softstart.agent.auto;

import io.softstart.net.ServiceUrl;
import io.softstart.net.Target;

/**
 * A server that a variable names.
 *
 * @param name of its gate
 * @param variable that names it
 * @param target what of it may be printed
 * @param url to wait for; empty if it cannot be awaited
 */
record Server(String name, String variable, Target target, String url) {
  static Server at(String name, String variable, String url) {
    return new Server(name, variable, ServiceUrl.of(url).target(), url);
  }

  /** One that answers something only to those who log in, or who speak TLS. */
  static Server connectedTo(String name, String variable, Target target) {
    String url = target.endpoint().map(endpoint -> "tcp://" + endpoint).orElse("");
    return new Server(name, variable, target, url);
  }

  Server named(String other) {
    return new Server(other, variable, target, url);
  }

  /** {@return whether both name the same hosts, and the same database} */
  boolean isSameAs(Server other) {
    boolean comparable = !target.endpoints().isEmpty();
    return comparable
        && target.endpoints().equals(other.target.endpoints())
        && target.name().equals(other.target.name());
  }

  @Override
  public String toString() {
    return name + " (" + variable + ": " + target + ")";
  }
}
