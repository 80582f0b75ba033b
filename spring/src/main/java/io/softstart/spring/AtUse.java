package io.softstart.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Which dependencies nothing at the start of an application asks, as its owner has said: they are
 * waited for when they are first used, and an application that never uses them is not delayed.
 */
final class AtUse {
  private static final String POOL = "spring.datasource.hikari.initialization-fail-timeout";
  private static final String STREAMS =
      "org.springframework.kafka.config.StreamsBuilderFactoryBean";
  private static final String TOPIC = "org.apache.kafka.clients.admin.NewTopic";
  private static final List<String> BINDER =
      List.of("org.springframework.cloud.stream.binder.kafka.KafkaMessageChannelBinder");

  private final boolean lazy;

  private AtUse(boolean lazy) {
    this.lazy = lazy;
  }

  static AtUse of(ConfigurableApplicationContext context) {
    boolean lazy = false;
    if (context instanceof AbstractApplicationContext known) {
      for (BeanFactoryPostProcessor each : known.getBeanFactoryPostProcessors()) {
        lazy |= each instanceof LazyInitializationBeanFactoryPostProcessor;
      }
    }
    return new AtUse(lazy);
  }

  /** {@return why a gate is not waited for before its first use; null where it is} */
  @Nullable String why(String gate, ConfigurableListableBeanFactory beans) {
    String why = null;
    if (lazy) {
      why = "spring.main.lazy-initialization is true";
    } else if (gate.equals("datasource") && isPoolPatient(beans)) {
      why = POOL + " is negative";
    } else if (gate.equals("kafka") && !asksKafkaItself(beans)) {
      why = KafkaListeners.whyNoneStarts(beans);
    }
    return why == null ? null : " is not waited for before its first use: " + why;
  }

  /** Such a pool begins without its database, and connects on a thread of its own. */
  private static boolean isPoolPatient(ConfigurableListableBeanFactory beans) {
    String timeout = Bound.text(beans.getBean("environment", Environment.class), POOL);
    return timeout != null && timeout.strip().startsWith("-");
  }

  /** Topics are created, streams and bindings begin at the start, with clients of their own. */
  private static boolean asksKafkaItself(ConfigurableListableBeanFactory beans) {
    return GateUsers.count(TOPIC, beans) > 0
        || GateUsers.count(STREAMS, beans) > 0
        || OnClassPath.are(BINDER);
  }
}
