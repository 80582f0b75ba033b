package io.softstart.probe;

import io.softstart.client.DirectSockets;
import io.softstart.diagnosis.Failure;
import io.softstart.gate.Attempt;
import io.softstart.gate.Probe;
import io.softstart.net.ServiceUrl;
import io.softstart.net.Target;
import io.softstart.redact.Redactor;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tries an HTTP GET: by default any status from 200 to 299 is good. Redirects are not followed;
 * connect and read have the attempt's own time-out.
 *
 * <p>Immutable and thread-safe. On HttpURLConnection, since a cold {@code java.net.http.HttpClient}
 * costs a start 300 ms and keeps threads.
 */
public final class HttpProbe implements Probe<Void> {
  private static final List<String> UNSENT = List.of("host", "origin", "via", "upgrade");
  private static final int LONGEST_BODY = 64 * 1_024;

  private final URI uri;
  private final Target target;
  private final List<Integer> statuses;
  private final List<String> sent;
  private final List<Expected> expected;

  /** A header (or the body, if the name is empty) in which a pattern must be found. */
  private record Expected(String header, Pattern pattern) {}

  private HttpProbe(
      URI uri, Target target, List<Integer> statuses, List<String> sent, List<Expected> expected) {
    this.uri = uri;
    this.target = target;
    this.statuses = List.copyOf(statuses);
    this.sent = List.copyOf(sent);
    this.expected = List.copyOf(expected);
  }

  /**
   * Returns a probe of one URL.
   *
   * @param url of scheme http or https; {@code user:password@} in it is sent as {@code Basic}, and
   *     masked wherever this library prints
   * @return the probe
   * @throws IllegalArgumentException if it is not such a URL; the message does not repeat it
   */
  public static HttpProbe get(ServiceUrl url) {
    Target target = url.target();
    boolean http = target.scheme().equals("http") || target.scheme().equals("https");
    try {
      URI uri = HttpUrls.uri(url.reveal());
      if (http && target.endpoint().isPresent()) {
        return new HttpProbe(uri, target, List.of(), login(uri), List.of());
      }
    } catch (URISyntaxException malformed) {
      // its text holds the URL
    }
    throw new IllegalArgumentException("url: " + target + " is not a well-formed http(s) URL");
  }

  /** Browsers and curl send it; the JDK's client leaves it out. */
  private static List<String> login(URI uri) {
    String user = HttpUrls.login(uri);
    if (user == null) {
      return List.of();
    }
    String coded = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    Redactor.know(user.substring(user.indexOf(':') + 1));
    Redactor.know(coded);
    return List.of("Authorization", "Basic " + coded);
  }

  /**
   * Returns a probe that takes these statuses as good, and no other.
   *
   * @param statuses 100 to 599
   * @return the probe
   * @throws IllegalArgumentException if one is out of range, or there is none
   */
  public HttpProbe status(int... statuses) {
    List<Integer> good = new ArrayList<>();
    for (int status : statuses) {
      if (status < 100 || status > 599) {
        throw new IllegalArgumentException("status: " + status + " is not between 100 and 599");
      }
      good.add(status);
    }
    if (good.isEmpty()) {
      throw new IllegalArgumentException("status: none is given");
    }
    return new HttpProbe(uri, target, good, sent, expected);
  }

  /**
   * Returns a probe that also wants a header of the answer to match.
   *
   * @param name its name
   * @param regex found in its value
   * @return the probe
   * @throws java.util.regex.PatternSyntaxException if it is no regular expression
   */
  public HttpProbe header(String name, String regex) {
    return expecting(new Expected(name, Pattern.compile(regex)));
  }

  /**
   * Returns a probe that also wants the body to match, of which 64 KiB are read.
   *
   * @param regex found in the body, read as UTF-8
   * @return the probe
   * @throws java.util.regex.PatternSyntaxException if it is no regular expression
   */
  public HttpProbe body(String regex) {
    return expecting(new Expected("", Pattern.compile(regex)));
  }

  /**
   * Returns a probe that sends a header, for example an {@code Authorization}.
   *
   * @param name its name
   * @param value masked from then on wherever this library prints
   * @return the probe
   */
  public HttpProbe sending(String name, String value) {
    Redactor.know(value);
    List<String> more = new ArrayList<>(sent);
    more.add(name);
    more.add(value);
    return new HttpProbe(uri, target, statuses, more, expected);
  }

  private HttpProbe expecting(Expected one) {
    List<Expected> more = new ArrayList<>(expected);
    more.add(one);
    return new HttpProbe(uri, target, statuses, sent, more);
  }

  @Override
  @SuppressWarnings("NullAway") // Void has no other value
  public Void open(Attempt attempt) throws Exception {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    attempt.own(connection::disconnect); // ends an answer that drips
    try {
      connection.setConnectTimeout(Millis.of(attempt.remaining()));
      connection.setReadTimeout(Millis.of(attempt.remaining()));
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setRequestProperty("Connection", "close");
      for (int i = 0; i + 1 < sent.size(); i += 2) {
        connection.setRequestProperty(sent.get(i), sent.get(i + 1));
      }
      judge(connection, attempt);
    } catch (UnknownHostException | ConnectException unreached) {
      if (DirectSockets.reach(uri.toString())) {
        throw unreached;
      }
      throw attempt.notReady(HttpStatus.proxyUnreached(target, unreached));
    } finally {
      connection.disconnect();
    }
    return null;
  }

  private void judge(HttpURLConnection connection, Attempt attempt)
      throws IOException, Attempt.NotReady {
    int status = connection.getResponseCode();
    boolean good = statuses.isEmpty() ? status / 100 == 2 : statuses.contains(status);
    if (!good) {
      String retryAfter = connection.getHeaderField("Retry-After");
      String gateway = status == 404 || status == 503 ? gateway(connection, attempt) : null;
      Failure failure = HttpStatus.failure(target, status, retryAfter, gateway);
      String unsent = unsent();
      throw attempt.notReady(
          unsent == null
              ? failure
              : failure.withAction(
                  "the JDK's client does not send the header "
                      + unsent
                      + " unless the JVM has -Dsun.net.http.allowRestrictedHeaders=true; "
                      + failure.action()));
    }
    String body = null;
    for (Expected one : expected) {
      if (one.header().isEmpty()) {
        body = body == null ? bodyOf(connection, attempt) : body;
        if (!one.pattern().matcher(body).find()) {
          throw attempt.notYet(target + " answers, but its body has no match for " + one.pattern());
        }
      } else {
        String value = connection.getHeaderField(one.header());
        if (value == null || !one.pattern().matcher(value).find()) {
          throw attempt.notYet(
              target
                  + " answers, but its header "
                  + one.header()
                  + " has no match for "
                  + one.pattern());
        }
      }
    }
  }

  /** Returns a header that the JDK leaves out in silence, null if there is none. */
  private @Nullable String unsent() {
    for (int i = 0; i + 1 < sent.size(); i += 2) {
      boolean left = UNSENT.contains(sent.get(i).toLowerCase(Locale.ROOT));
      if (left && !Boolean.getBoolean("sun.net.http.allowRestrictedHeaders")) {
        return sent.get(i);
      }
    }
    return null;
  }

  /** Returns what answers in front of the server, if the answer shows that. */
  private static @Nullable String gateway(HttpURLConnection connection, Attempt attempt) {
    try {
      return Gateway.in(connection.getHeaderField("Server"), bodyOf(connection, attempt));
    } catch (IOException cut) {
      return Gateway.in(connection.getHeaderField("Server"), "");
    }
  }

  private static String bodyOf(HttpURLConnection connection, Attempt attempt) throws IOException {
    boolean error = connection.getResponseCode() >= 400;
    try (InputStream in = error ? connection.getErrorStream() : connection.getInputStream()) {
      if (in == null) {
        return "";
      }
      byte[] bytes = new byte[LONGEST_BODY];
      int length = 0;
      int read = 0;
      while (read >= 0 && length < bytes.length && !attempt.remaining().isZero()) {
        length += read;
        read = in.read(bytes, length, bytes.length - length);
      }
      return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
  }

  @Override
  public void recheck(Void opened, Attempt attempt) throws Exception {
    open(attempt);
  }

  @Override
  public Optional<Target> target() {
    return Optional.of(target);
  }

  @Override
  public Optional<Target.Endpoint> dials() {
    Optional<Target.Endpoint> endpoint = target.endpoint();
    boolean direct =
        endpoint.isPresent()
            && DirectSockets.reach(uri.toString())
            && DirectSockets.reach(endpoint.get())
            && Security.getProperty("ssl.SocketFactory.provider") == null;
    return direct ? endpoint : Optional.empty();
  }
}
