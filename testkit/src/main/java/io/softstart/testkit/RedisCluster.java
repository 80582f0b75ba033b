package io.softstart.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A Redis Cluster of masters under a test's control; it is up before it is usable, as clusters are:
 * {@link #start} starts the nodes, {@link #assignSlots} makes them a cluster. Thread-safe.
 */
public final class RedisCluster implements AutoCloseable {
  private static final int SLOTS = 16_384;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final List<RedisServer> nodes;

  private RedisCluster(List<RedisServer> nodes) {
    this.nodes = List.copyOf(nodes);
  }

  /**
   * Creates the nodes; nothing is started.
   *
   * @param nodes how many masters, at least one; Redis' own tools want three
   * @return a new cluster
   */
  public static RedisCluster of(int nodes) {
    RedisServer first = node().room(nodes - 1).build();
    List<RedisServer> all = new ArrayList<>(List.of(first));
    for (int i = 1; i < nodes; i++) {
      all.add(node().beside(first).build());
    }
    return new RedisCluster(all);
  }

  private static RedisServer.Builder node() {
    return RedisServer.builder()
        .setting("cluster-enabled", "yes")
        .setting("cluster-announce-ip", "127.0.0.1")
        .setting("cluster-node-timeout", "2000");
  }

  /**
   * Returns the nodes.
   *
   * @return the nodes, the one that is to be started first in front
   */
  public List<RedisServer> nodes() {
    return nodes;
  }

  /**
   * Returns a URI of all nodes.
   *
   * @return for example {@code redis://127.0.0.1:23456,127.0.0.1:23457}
   */
  public String uri() {
    return nodes.stream()
        .map(node -> node.host() + ":" + node.port())
        .collect(Collectors.joining(",", "redis://", ""));
  }

  /** Starts the nodes, which do not know each other and serve no slots: {@code CLUSTERDOWN}. */
  public void start() {
    nodes.forEach(RedisServer::start);
  }

  /**
   * Lets the nodes meet and share the slots. Blocks until every node says that the cluster is ok.
   *
   * @throws TestkitException if it is not within half a minute
   */
  public void assignSlots() {
    RedisServer first = nodes.get(0);
    for (int i = 0; i < nodes.size(); i++) {
      RedisServer node = nodes.get(i);
      String[] words =
          IntStream.range(i * SLOTS / nodes.size(), (i + 1) * SLOTS / nodes.size())
              .mapToObj(Integer::toString)
              .toArray(String[]::new);
      List<String> command = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
      command.addAll(List.of(words));
      node.command(command.toArray(String[]::new));
      if (i > 0) {
        node.command("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
        first.command("CLUSTER", "MEET", "127.0.0.1", Integer.toString(node.port()));
      }
    }
    if (!Poll.until(LIMIT, this::isOk)) {
      throw new TestkitException("no cluster:\n" + first.command("CLUSTER", "INFO"));
    }
  }

  private boolean isOk() {
    return nodes.stream()
        .allMatch(node -> node.command("CLUSTER", "INFO").contains("cluster_state:ok"));
  }

  @Override
  public void close() {
    for (int i = nodes.size() - 1; i >= 0; i--) { // the others live in the network of the first
      nodes.get(i).close();
    }
  }
}
