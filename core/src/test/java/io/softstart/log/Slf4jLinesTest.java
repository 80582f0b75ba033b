package io.softstart.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** "A log appender, a rule, a message that throws an Error: the gate fails with 78". */
class Slf4jLinesTest {
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final Slf4jLines lines =
      new Slf4jLines("orders", new EarlyLog("orders", EarlyLog.Format.TEXT, stderr, false));
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.softstart");
  private final Appending appender = new Appending();

  private static final class Appending extends AppenderBase<ILoggingEvent> {
    volatile Consumer<ILoggingEvent> behaviour = event -> {};

    @Override
    public void doAppend(ILoggingEvent event) {
      behaviour.accept(event);
    }

    @Override
    protected void append(ILoggingEvent event) {}
  }

  private void behave(Consumer<ILoggingEvent> behaviour) {
    appender.behaviour = behaviour;
    logger.addAppender(appender);
  }

  @AfterEach
  void detach() {
    logger.detachAppender(appender);
  }

  private String stderr() {
    return stderr.toString(StandardCharsets.UTF_8);
  }

  @Test
  void anAppenderThatThrowsHarmsNobodyAndItsLinesGoToStderr() {
    behave(
        event -> {
          throw new NoClassDefFoundError("x.Y");
        });
    lines.line(Level.WARN, "first");
    lines.line(Level.WARN, "second");
    assertThat(stderr())
        .containsOnlyOnce("the application's log throws java.lang.NoClassDefFoundError")
        .contains("WARN  orders: first", "WARN  orders: second");
  }

  @Test
  void anAppenderThatBlocksDelaysOneLineForABoundedTime() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    behave(
        event -> {
          while (free.getCount() > 0) {
            try {
              free.await();
            } catch (InterruptedException goesOn) {
              // as bad code does
            }
          }
        });
    long from = System.nanoTime();
    for (int i = 0; i < 1_000; i++) {
      lines.line(Level.WARN, "line " + i);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(10));
    assertThat(stderr()).contains("line 0", "line 999").containsOnlyOnce("takes no line");
    free.countDown();
  }
}
