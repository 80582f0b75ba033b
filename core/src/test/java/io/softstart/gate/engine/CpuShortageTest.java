package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.machine.Cgroup;
import io.softstart.machine.Staged;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuShortageTest {
  private static final Failure LATE =
      Failure.of(FailureKind.TIMED_OUT, "no answer in time", "look for a firewall");

  @TempDir Path root;

  private Cgroup counted(int periods, int throttled) throws IOException {
    return Staged.cgroup(
        root,
        "0::/\n",
        "cpu.max",
        "25000 100000\n",
        "cpu.stat",
        "usage_usec 1\nnr_periods " + periods + "\nnr_throttled " + throttled + "\n");
  }

  @Test
  void isToldWhereTheLimitHeldTheProcessUpMostOfTheTime() throws IOException {
    CpuShortage shortage = new CpuShortage(counted(100, 93));
    Failure told = shortage.told(LATE);
    assertThat(shortage.wasSeen()).isTrue();
    assertThat(told.kind()).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(told.reason())
        .isEqualTo(
            "no answer in time, while the CPU limit of 0.25 held this process up in 93 of 100"
                + " periods");
    assertThat(told.action())
        .isEqualTo(
            "give the container more CPU, at least while it starts; else look for a" + " firewall");
  }

  @Test
  void countsFromTheLastTimeOutOn() throws IOException {
    CpuShortage shortage = new CpuShortage(counted(100, 93));
    shortage.told(LATE);
    counted(200, 103);
    assertThat(shortage.told(LATE)).isEqualTo(LATE);
    assertThat(shortage.wasSeen()).isFalse();
    counted(300, 190);
    assertThat(shortage.told(LATE).reason()).endsWith("in 87 of 100 periods");
  }

  @Test
  void saysNothingOfOtherFailuresAndWhereNothingIsCounted() throws IOException {
    Failure refused = Failure.of(FailureKind.REFUSED, "nothing listens", "start it");
    CpuShortage shortage = new CpuShortage(counted(100, 93));
    assertThat(shortage.told(refused)).isEqualTo(refused);
    assertThat(shortage.wasSeen()).isFalse();
    CpuShortage free = new CpuShortage(Staged.cgroup(root.resolve("none"), "0::/\n"));
    assertThat(free.told(LATE)).isEqualTo(LATE);
  }
}
