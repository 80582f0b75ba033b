package io.softstart.bench.crashloop;

import java.time.Duration;
import java.util.OptionalLong;

/** Who starts a container or a service again, with the settings that each has by itself. */
enum Supervisor {
  /**
   * The kubelet: {@code initialCrashLoopBackOff}, {@code MaxCrashLoopBackOff} and {@code
   * crashLoopBackOff.HasExpiredFunc} in <a
   * href="https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/kubelet.go">kubelet.go</a>.
   * The first restart is at once, since {@code doBackOff} in {@code
   * kuberuntime/kuberuntime_manager.go} knows of no earlier one by then.
   */
  KUBERNETES(
      "Kubernetes",
      "at once, then after 10 s, doubled up to 5 min; forgotten after a run of 10 min") {
    @Override
    RestartPolicy policy() {
      return new Doubling(
          Duration.ZERO, Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(10));
    }
  },

  /**
   * The same with {@code reducedInitialCrashLoopBackOff} and {@code reducedMaxCrashLoopBackOff},
   * the feature gate {@code ReduceDefaultCrashLoopBackOffDecay}: alpha since 1.33 and off by
   * default. From <a
   * href="https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/4603-tune-crashloopbackoff">KEP-4603</a>.
   */
  KUBERNETES_REDUCED(
      "Kubernetes, reduced",
      "at once, then after 1 s, doubled up to 1 min; forgotten after a run of 10 min"
          + " (KEP-4603: `ReduceDefaultCrashLoopBackOffDecay`, alpha since 1.33, off by default)") {
    @Override
    RestartPolicy policy() {
      return new Doubling(
          Duration.ZERO, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(10));
    }
  },

  /**
   * {@code defaultTimeout}, {@code maxRestartTimeout} and {@code ShouldRestart} in <a
   * href="https://github.com/moby/moby/blob/master/daemon/internal/restartmanager/restartmanager.go">restartmanager.go</a>.
   */
  DOCKER(
      "Docker",
      "after 0.1 s, doubled up to 1 min; forgotten after a run of 10 s (`--restart always`)") {
    @Override
    RestartPolicy policy() {
      return new Doubling(
          Duration.ofMillis(100),
          Duration.ofMillis(200),
          Duration.ofMinutes(1),
          Duration.ofSeconds(10));
    }
  },

  /**
   * {@code RestartSec}, {@code StartLimitIntervalSec} and {@code StartLimitBurst} as <a
   * href="https://github.com/systemd/systemd/blob/main/src/basic/constants.h">constants.h</a> has
   * them, counted as {@code ratelimit_below} in {@code src/basic/ratelimit.c} does.
   */
  SYSTEMD(
      "systemd",
      "after 0.1 s; given up at the sixth start within 10 s, until somebody starts it by hand"
          + " (`Restart=always`)") {
    @Override
    RestartPolicy policy() {
      return new StartLimit(Duration.ofMillis(100), 5, Duration.ofSeconds(10));
    }
  },

  /** {@code while true; do java ...; done}. */
  LOOP("Bare loop", "at once") {
    @Override
    RestartPolicy policy() {
      return (started, ended) -> OptionalLong.of(ended);
    }
  };

  private final String title;
  private final String rule;

  Supervisor(String title, String rule) {
    this.title = title;
    this.rule = rule;
  }

  String title() {
    return title;
  }

  /** {@return its pauses, in words} */
  String rule() {
    return rule;
  }

  /** {@return the policy for one container that has not run yet} */
  abstract RestartPolicy policy();
}
