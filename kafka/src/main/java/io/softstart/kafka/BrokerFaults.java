package io.softstart.kafka;

import io.softstart.net.Target.Endpoint;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** Why each of several addresses could not be used, as far as is known. */
final class BrokerFaults {
  private final Map<Endpoint, IOException> faults = new LinkedHashMap<>();

  void put(Endpoint endpoint, IOException failure) {
    faults.put(endpoint, failure);
  }

  void remove(Endpoint endpoint) {
    faults.remove(endpoint);
  }

  boolean has(Endpoint endpoint) {
    return faults.containsKey(endpoint);
  }

  boolean isEmpty() {
    return faults.isEmpty();
  }

  /** Whether one of them may merely be slow. */
  boolean areSilences() {
    return text().contains("says nothing") || text().contains("does not answer");
  }

  /** Returns the failure of a single one as it is, and one that several have in common. */
  IOException together() {
    IOException first = faults.values().iterator().next();
    boolean all = faults.values().stream().allMatch(failure -> isLike(first, failure));
    return faults.size() == 1 || all ? first : new NoBrokerException(text());
  }

  /** Such as a wrong protocol; one that is merely down is told by its address. */
  private static boolean isLike(IOException one, IOException other) {
    return one instanceof GreetingException
        && other instanceof GreetingException
        && String.valueOf(one.getMessage()).equals(other.getMessage());
  }

  String text() {
    StringJoiner text = new StringJoiner(", ");
    faults.forEach((endpoint, failure) -> text.add(endpoint + " " + word(failure)));
    return text.toString();
  }

  private static String word(IOException failure) {
    if (failure instanceof GreetingException greeting) {
      String what = String.valueOf(greeting.getMessage());
      return switch (what) {
        case "an end" -> "breaks connections off";
        case "nothing" -> "takes connections and says nothing";
        case "a Kafka that wants a login" -> "wants a login";
        default -> "speaks " + what;
      };
    }
    if (failure instanceof UnknownHostException) {
      return "does not resolve";
    }
    return failure instanceof SocketTimeoutException ? "does not answer" : "is closed";
  }
}
