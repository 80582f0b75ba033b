package io.softstart.kafka;

import io.softstart.net.Target.Endpoint;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Node;

/** Every address that the brokers give to clients takes connections from here. */
final class Reachable implements Condition {
  @Override
  public void pass(Cluster cluster) throws Exception {
    List<Endpoint> listeners = new ArrayList<>();
    for (Node node : cluster.nodes()) {
      listeners.add(new Endpoint(node.host(), node.port()));
    }
    BrokerReachability.requireListeners(listeners, Cluster.left(cluster.attempt()));
  }
}
