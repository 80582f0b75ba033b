package io.softstart.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.gate.GateStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;

/** What a start says of what it waits for. */
class StartLineTest {
  private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

  private String line(String... gates) {
    List<GateStatus> all = new ArrayList<>();
    for (String gate : gates) {
      all.add(
          new GateStatus(
              gate,
              false,
              Optional.empty(),
              GateStatus.State.TRYING,
              1,
              Duration.ZERO,
              Duration.ZERO,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              List.of()));
    }
    return String.valueOf(StartLine.of(all, name -> !name.equals("billing"), beans));
  }

  private void withRabbit() {
    beans.registerBeanDefinition("rabbit", new RootBeanDefinition(ConnectionFactory.class));
  }

  @Test
  void whereThereIsNothingToSayThereIsNoLine() {
    assertThat(line()).isEqualTo("null");
  }

  @Test
  void whatDelaysAndWhatEndsAStartIsTold() {
    assertThat(line("datasource", "redis", "billing"))
        .startsWith(
            "this start waits for datasource, redis (until the deadline at most; no failure ends"
                + " it), billing (required). To change that: softstart.gates.<name>.enabled=false");
    assertThat(line("billing")).startsWith("this start waits for billing (required). To change");
  }

  @Test
  void whatIsNotAwaitedIsToldToo() {
    withRabbit();
    assertThat(line("redis")).contains("no failure ends it); not for rabbitmq. To change that");
    assertThat(line()).startsWith("this start waits for nothing; not for rabbitmq. To change that");
  }

  @Test
  void whatSomebodyHasNamedIsAwaited() {
    withRabbit();
    assertThat(line("orders-rabbit")).doesNotContain("not for");
  }
}
