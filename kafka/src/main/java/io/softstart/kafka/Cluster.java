package io.softstart.kafka;

import io.softstart.gate.Attempt;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * A cluster that has answered within this attempt.
 *
 * @param admin how to ask it more
 * @param nodes its brokers
 * @param attempt whose limit holds for all that is asked
 */
record Cluster(Admin admin, List<Node> nodes, Attempt attempt) {
  /** Shorter ones are left to their cut: a time-out of ours would hide what was wrong before. */
  private static final Duration SHORTEST = Duration.ofSeconds(2);

  static Cluster of(Admin admin, Attempt attempt) throws Exception {
    DescribeClusterOptions options =
        new DescribeClusterOptions().timeoutMs(millis(left(attempt).dividedBy(2)));
    Collection<Node> nodes =
        answer("the cluster", admin.describeCluster(options).nodes(), left(attempt));
    return new Cluster(admin, List.copyOf(nodes), attempt);
  }

  /** The time-out of a request, less than what is left, so that its failure is still heard. */
  int millis() {
    return millis(left(attempt).multipliedBy(3).dividedBy(4));
  }

  /** The time that is left for what an attempt asks. */
  static Duration left(Attempt attempt) {
    Duration left = attempt.remaining();
    return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
  }

  private static int millis(Duration limit) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, limit.toMillis()));
  }

  /**
   * Waits for an answer.
   *
   * @param step what was asked, for the message
   * @throws FailedStepException with what the client says
   */
  <T> T answer(String step, KafkaFuture<T> future) throws Exception {
    return answer(step, future, left(attempt));
  }

  private static <T> T answer(String step, KafkaFuture<T> future, Duration limit) throws Exception {
    try {
      return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      throw new FailedStepException(step, cause == null ? failed : cause);
    } catch (java.util.concurrent.TimeoutException late) {
      throw new FailedStepException(step, new TimeoutException("no answer in time"));
    }
  }
}
