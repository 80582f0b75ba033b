package io.softstart.bench.fleet;

import java.time.Duration;

/**
 * What a server can bear.
 *
 * @param name in a table
 * @param cores on which it works
 * @param rate handshakes a second, if it does nothing else
 * @param slots how many handshakes it takes on at a time; it refuses the others
 * @param turnedAway what it costs to refuse a client, as a share of a handshake
 * @param knocked what a connection costs that says nothing, as a share of a handshake
 * @param starting how long it first answers that it is starting
 */
record Capacity(
    String name,
    int cores,
    double rate,
    int slots,
    double turnedAway,
    double knocked,
    Duration starting) {
  /** {@return processor time of a handshake, in nanoseconds} */
  long handshake() {
    return Math.round(cores / rate * 1e9);
  }

  long refusal() {
    return Math.round(handshake() * turnedAway);
  }

  long knock() {
    return Math.round(handshake() * knocked);
  }

  /** Connections that the kernel keeps beside; PostgreSQL asks for twice its max_connections. */
  int backlog() {
    return 3 * slots;
  }

  /** {@return the least time in which it can serve so many, in nanoseconds} */
  long ideal(int instances) {
    return Math.round(instances / rate * 1e9);
  }
}
