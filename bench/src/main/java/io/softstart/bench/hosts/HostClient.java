package io.softstart.bench.hosts;

import io.softstart.gate.Probe;

/**
 * One client, bare and behind a gate.
 *
 * @param <T> what its gate hands over
 */
interface HostClient<T> {
  /** {@return the client and what it connects to} */
  String name();

  /** {@return the port of a healthy server} */
  int server();

  /** Connects as an application without Softstart does, asks once, and leaves again. */
  void connect(String hosts) throws Exception;

  /** {@return the probe of the same address} */
  Probe<T> probe(String hosts);

  /** Asks once through what the gate has handed over, and closes it. */
  void use(T opened) throws Exception;
}
