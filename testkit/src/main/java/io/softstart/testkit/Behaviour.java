package io.softstart.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a {@link FaultyServer} does with a connection: a short script, such as {@code
 * Behaviour.read(8).thenSend("N").thenRead(1).thenSend(errorPacket)}.
 *
 * <p>A script that comes to its end closes the connection politely (FIN, not RST, even if the peer
 * sent more than was read). Immutable and thread-safe.
 */
public final class Behaviour {
  /** What the port does before there is any connection. */
  enum Port {
    ACCEPTING,
    REFUSING,
    UNREACHABLE
  }

  /** One step of a script. */
  @FunctionalInterface
  interface Step {
    void play(FaultyConnection connection) throws IOException, InterruptedException;
  }

  private final Port port;
  private final List<Step> steps;
  private final OptionalInt times;
  private final String text;

  private Behaviour(Port port, List<Step> steps, OptionalInt times, String text) {
    this.port = port;
    this.steps = steps;
    this.times = times;
    this.text = text;
  }

  /**
   * Refuses connections: the port is reserved, but nothing listens.
   *
   * @return a behaviour that has no script and cannot be counted
   */
  public static Behaviour refuse() {
    return new Behaviour(Port.REFUSING, List.of(), OptionalInt.empty(), "refuse");
  }

  /**
   * Leaves connections unanswered, as a firewall that drops packets does: connecting itself hangs
   * until the client's time-out.
   *
   * <p>Made by a full accept queue, so it works on Linux; elsewhere connecting may be refused.
   *
   * @return a behaviour that has no script and cannot be counted
   */
  public static Behaviour unreachable() {
    return new Behaviour(Port.UNREACHABLE, List.of(), OptionalInt.empty(), "unreachable");
  }

  /**
   * Accepts and closes at once (FIN), as a proxy before a dead backend does.
   *
   * @return the behaviour
   */
  public static Behaviour close() {
    return script("close");
  }

  /**
   * Accepts and resets at once (RST).
   *
   * @return the behaviour
   */
  public static Behaviour reset() {
    return script("reset", FaultyConnection::reset);
  }

  /**
   * Accepts and never says a word, until the client goes away.
   *
   * @return the behaviour
   */
  public static Behaviour hang() {
    return script("hang", FaultyConnection::hang);
  }

  /**
   * Accepts and sends bytes without having been asked.
   *
   * @param bytes what to send
   * @return the behaviour
   */
  public static Behaviour send(byte... bytes) {
    byte[] copy = bytes.clone();
    return script("send " + copy.length + " bytes", c -> c.send(copy));
  }

  /**
   * Accepts and sends text, in UTF-8, without having been asked.
   *
   * @param text what to send
   * @return the behaviour
   */
  public static Behaviour send(String text) {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Accepts and reads exactly so many bytes first, as a script's beginning.
   *
   * @param count how many bytes, at least 1
   * @return the behaviour
   */
  public static Behaviour read(int count) {
    requirePositive("count", count);
    return script("read " + count + " bytes", c -> c.read(count));
  }

  /**
   * Accepts and reads what the client sends first, however much that is.
   *
   * @return the behaviour
   */
  public static Behaviour readSome() {
    return script("read", FaultyConnection::readSome);
  }

  /**
   * Sends bytes slowly.
   *
   * @param bytes what to send in all
   * @param portion how many of them at a time, at least 1
   * @param every the pause between two portions
   * @return the behaviour
   */
  public static Behaviour drip(byte[] bytes, int portion, Duration every) {
    requirePositive("portion", portion);
    Poll.requireNotNegative("every", every);
    byte[] copy = bytes.clone();
    return script(
        "drip " + copy.length + " bytes",
        c -> {
          for (int at = 0; at < copy.length; at += portion) {
            c.send(Arrays.copyOfRange(copy, at, Math.min(copy.length, at + portion)));
            c.pause(every);
          }
        });
  }

  /**
   * Answers one HTTP request and closes.
   *
   * @param status such as 503
   * @param body the answer's body, sent in UTF-8 as plain text
   * @return the behaviour
   */
  public static Behaviour http(int status, String body) {
    return http(status, Map.of(), body);
  }

  /**
   * Answers one HTTP request with headers and closes.
   *
   * @param status such as 503
   * @param headers further headers, such as {@code Retry-After}
   * @param body the answer's body, sent in UTF-8 as plain text
   * @return the behaviour
   */
  public static Behaviour http(int status, Map<String, String> headers, String body) {
    String further =
        headers.entrySet().stream()
            .map(h -> h.getKey() + ": " + h.getValue() + "\r\n")
            .collect(Collectors.joining());
    return script("HTTP " + status, FaultyConnection::readHttpRequest)
        .thenSend(
            "HTTP/1.1 "
                + status
                + " Status\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\nConnection: close\r\n"
                + further
                + "\r\n"
                + body);
  }

  /**
   * Forwards the connection, both ways, to a real server; closes it at once where that one refuses.
   *
   * @param host the server's host
   * @param number the server's port
   * @return the behaviour
   */
  public static Behaviour proxyTo(String host, int number) {
    return script("proxy to " + host + ":" + number, c -> c.forward(host, number));
  }

  /**
   * Then sends bytes.
   *
   * @param bytes what to send
   * @return this script with that step added
   */
  public Behaviour thenSend(byte... bytes) {
    return then(send(bytes));
  }

  /**
   * Then sends text in UTF-8.
   *
   * @param what the text
   * @return this script with that step added
   */
  public Behaviour thenSend(String what) {
    return then(send(what));
  }

  /**
   * Then reads exactly so many bytes.
   *
   * @param count how many bytes, at least 1
   * @return this script with that step added
   */
  public Behaviour thenRead(int count) {
    return then(read(count));
  }

  /**
   * Then reads what the client sends next.
   *
   * @return this script with that step added
   */
  public Behaviour thenReadSome() {
    return then(readSome());
  }

  /**
   * Then does nothing for a while.
   *
   * @param pause how long, not negative
   * @return this script with that step added
   */
  public Behaviour thenPause(Duration pause) {
    Poll.requireNotNegative("pause", pause);
    return then(script("pause " + pause, c -> c.pause(pause)));
  }

  /**
   * Then goes on as another behaviour does, which may be {@link #hang()}, {@link #reset()} or
   * {@link #proxyTo}.
   *
   * @param next the rest of the script
   * @return this script with the other's steps added
   * @throws IllegalArgumentException if this or the other one accepts no connections, or is counted
   */
  public Behaviour then(Behaviour next) {
    requireScript();
    next.requireScript();
    List<Step> all = Stream.concat(steps.stream(), next.steps.stream()).toList();
    return new Behaviour(port, all, OptionalInt.empty(), text + ", " + next.text);
  }

  /**
   * Limits the behaviour to so many connections; the server's next behaviour takes over then.
   *
   * @param connections how many connections, at least 1
   * @return this script, counted
   * @throws IllegalArgumentException if this behaviour accepts no connections or is counted already
   */
  public Behaviour times(int connections) {
    requirePositive("connections", connections);
    requireScript();
    return new Behaviour(port, steps, OptionalInt.of(connections), text + " x " + connections);
  }

  @Override
  public String toString() {
    return text;
  }

  Port port() {
    return port;
  }

  OptionalInt times() {
    return times;
  }

  void play(FaultyConnection connection) throws IOException, InterruptedException {
    for (Step step : steps) {
      step.play(connection);
    }
  }

  private static Behaviour script(String text, Step... steps) {
    return new Behaviour(Port.ACCEPTING, List.of(steps), OptionalInt.empty(), text);
  }

  private void requireScript() {
    if (port != Port.ACCEPTING || times.isPresent()) {
      throw new IllegalArgumentException(
          "["
              + text
              + "] cannot be continued or counted: it accepts nothing, or is counted already");
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
    }
  }
}
