package io.softstart.redis;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;

/** The cluster's state is ok; and every slot is served, where the cluster can do with fewer. */
record ClusterCheck(boolean everySlot) implements ServerCheck {
  static final int SLOTS = 16_384;

  @Override
  public void pass(Session session, Attempt attempt) throws Exception {
    String info = session.answer(session.ask().clusterInfo());
    boolean ok = InfoReply.text(info, "cluster_state").equals("ok");
    long served = InfoReply.number(info, "cluster_slots_ok").orElse(0);
    if (!ok || (everySlot && served < SLOTS)) {
      throw attempt.notReady(
          Failure.of(
              FailureKind.NOT_YET,
              "the cluster "
                  + (ok ? "serves only a part of the data: " : "is down: ")
                  + served
                  + " of "
                  + SLOTS
                  + " slots are served by "
                  + InfoReply.text(info, "cluster_known_nodes")
                  + " known nodes",
              "look whether the cluster was created, and whether all nodes have started"
                  + " (redis-cli --cluster create, check) and whether masters are down"));
    }
  }
}
