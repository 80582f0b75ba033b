package io.softstart.spring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.event.StartupEvent.AttemptFailed;
import io.softstart.event.StartupEvent.GateStarted;
import io.softstart.net.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Who starts a server of its own is told how to switch its gate off. */
class LoopbackHintTest {
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger log = (Logger) LoggerFactory.getLogger("io.softstart");
  private final LoopbackHint hint = new LoopbackHint("redis"::equals);

  @BeforeEach
  void listen() {
    lines.start();
    log.addAppender(lines);
  }

  @AfterEach
  void stop() {
    log.detachAppender(lines);
  }

  private void begin(String gate, String url) {
    hint.on(
        new GateStarted(
            Duration.ZERO,
            gate,
            Optional.of(Target.of(url)),
            true,
            Duration.ofMinutes(5),
            Duration.ZERO));
  }

  private void refused(String gate, int second) {
    hint.on(
        new AttemptFailed(
            Duration.ofSeconds(second),
            gate,
            second,
            Duration.ZERO,
            Failure.of(FailureKind.REFUSED, "no", "do it"),
            Duration.ZERO));
  }

  private List<String> said() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void case32AfterSomeSecondsOfRefusalsOnThisHostTheSwitchIsNamedOnce() {
    begin("redis", "redis://127.0.0.1:6379");
    refused("redis", 1);
    assertThat(said()).isEmpty();
    refused("redis", 4);
    refused("redis", 5);
    assertThat(said())
        .singleElement()
        .asString()
        .contains("softstart.gates.redis.enabled=false", "starts that server itself");
  }

  @Test
  void otherHostsAndGatesThatSomebodyHasNamedAreLeftAlone() {
    begin("redis", "redis://cache:6379");
    refused("redis", 9);
    begin("named", "tcp://localhost:1");
    refused("named", 9);
    assertThat(said()).isEmpty();
  }
}
