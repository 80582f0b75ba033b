package io.softstart.kafka;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.Node;

/** Enough brokers are registered. */
record MinBrokers(int least) implements Condition {
  @Override
  public void pass(Cluster cluster) throws Exception {
    if (cluster.nodes().size() < least) {
      Set<Integer> ids = new TreeSet<>();
      for (Node node : cluster.nodes()) {
        ids.add(node.id());
      }
      throw cluster
          .attempt()
          .notReady(
              Failure.of(
                  FailureKind.NOT_YET,
                  ids.size() + " of at least " + least + " brokers are there: " + ids,
                  "start the others, or let them come; until then it is waited for"));
    }
  }
}
