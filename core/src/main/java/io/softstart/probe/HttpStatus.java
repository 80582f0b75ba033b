package io.softstart.probe;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.net.Target;
import io.softstart.text.Ascii;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a status that was not expected means. */
final class HttpStatus {
  private static final int LONGEST_HINT = 3_600;

  private HttpStatus() {}

  static Failure failure(
      Target target, int status, @Nullable String retryAfter, @Nullable String gateway) {
    Failure failure =
        gateway == null
            ? verdict(target + " answers " + status, status)
            : inFront(target, status, gateway);
    int seconds = seconds(retryAfter);
    return seconds > 0 ? failure.retryAfter(Duration.ofSeconds(seconds)) : failure;
  }

  private static Failure inFront(Target target, int status, String gateway) {
    String answer = "what is in front of " + target + " answers " + status + " (" + gateway + ")";
    return status == 404
        ? Failure.of(
            FailureKind.NOT_YET,
            answer,
            "check its route, host and path: it has none for this request (yet)")
        : Failure.of(
            FailureKind.STARTING,
            answer,
            "look at the server behind it: no instance is ready, or it is not reached");
  }

  /** {@return what is said where this JVM has a proxy, which was not reached} */
  static Failure proxyUnreached(Target target, IOException why) {
    boolean unknown = why instanceof UnknownHostException;
    return Failure.of(
        unknown ? FailureKind.UNRESOLVED : FailureKind.REFUSED,
        "the proxy through which this JVM reaches "
            + target
            + (unknown ? " does not resolve" : " takes no connection"),
        "check http.proxyHost, https.proxyHost and http.nonProxyHosts");
  }

  private static Failure verdict(String answer, int status) {
    return switch (status) {
      case 502, 503, 504 ->
          Failure.of(
              FailureKind.STARTING,
              answer,
              "look at its log: it is starting, or a load balancer has no backend");
      case 429 ->
          Failure.of(
              FailureKind.OVERLOADED, answer, "it throttles this client; ask its rate less often");
      case 401, 403, 407 ->
          Failure.of(
              FailureKind.REJECTED,
              answer,
              "it is up but refuses the probe: use an open health path, or send credentials");
      case -1 ->
          Failure.of(
              FailureKind.WRONG_PROTOCOL,
              answer.substring(0, answer.length() - " -1".length()) + " something that is not HTTP",
              "check the port: another protocol is spoken there");
      default ->
          Failure.of(
              FailureKind.NOT_YET,
              answer,
              "check the path, and whether the application behind it is deployed");
    };
  }

  /** {@return the seconds of a Retry-After header; 0 for a date, an absurd value, or none} */
  private static int seconds(@Nullable String retryAfter) {
    boolean number = retryAfter != null && Ascii.isDigits(retryAfter) && retryAfter.length() <= 4;
    return number ? Math.min(Integer.parseInt(retryAfter), LONGEST_HINT) : 0;
  }
}
