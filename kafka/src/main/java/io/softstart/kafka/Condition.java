package io.softstart.kafka;

/** What a cluster must have beyond an answer. */
interface Condition {
  /** Throws if the cluster does not fulfil it; what may still come is {@code NOT_YET}. */
  void pass(Cluster cluster) throws Exception;

  /** Returns what is asked of a cluster that was ready before: the same, and nothing is written. */
  default Condition look() {
    return this;
  }
}
