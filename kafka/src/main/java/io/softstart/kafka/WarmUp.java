package io.softstart.kafka;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Loads, while no broker is there anyway, what an {@code Admin} will need: the thousand classes of
 * the protocol take a cold JVM longer than all else, and that would be after the broker has come.
 */
final class WarmUp implements Runnable {
  private static final String CLIENT = "org.apache.kafka.clients.";
  private static final String COMMON = "org.apache.kafka.common.";
  private static final String[] CLASSES = {
    CLIENT + "admin.KafkaAdminClient",
    CLIENT + "NetworkClient",
    COMMON + "protocol.ApiKeys",
    COMMON + "protocol.Errors",
    COMMON + "network.Selector",
    COMMON + "requests.ApiVersionsResponse",
    COMMON + "requests.DescribeClusterResponse",
    COMMON + "requests.MetadataResponse",
    COMMON + "metrics.JmxReporter",
  };

  private static final AtomicBoolean done = new AtomicBoolean();

  private WarmUp() {}

  /** Begins on a daemon thread of its own, once in a JVM. */
  static void begin() {
    if (done.compareAndSet(false, true)) {
      Thread thread = new Thread(null, new WarmUp(), "softstart-warm-up", 0, false);
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public void run() {
    for (String name : CLASSES) {
      try {
        Class.forName(name);
      } catch (ClassNotFoundException | LinkageError another) {
        // another version of kafka-clients; it is loaded when it is needed
      }
    }
  }
}
