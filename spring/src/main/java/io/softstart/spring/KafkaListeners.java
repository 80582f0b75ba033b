package io.softstart.spring;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.core.type.MethodMetadata;

/** Whether listeners of Kafka begin with the application, by what is known before there are any. */
final class KafkaListeners {
  private static final String LISTENER = "org.springframework.kafka.annotation.KafkaListener";
  private static final String PROPERTY = "spring.kafka.listener.auto-startup";
  private static final String ATTRIBUTE = "autoStartup";

  private KafkaListeners() {}

  /** {@return why no listener begins by itself; null where one may, or where there is none} */
  static @Nullable String whyNoneStarts(ConfigurableListableBeanFactory beans) {
    Environment environment = beans.getBean("environment", Environment.class);
    boolean off = "false".equalsIgnoreCase(Bound.text(environment, PROPERTY));
    int listeners = 0;
    for (MethodMetadata method : ListenerMethods.of(LISTENER, beans)) {
      if (starts(method, environment, off)) {
        return null;
      }
      listeners++;
    }
    if (off) {
      return PROPERTY + " is false";
    }
    return listeners == 0 ? null : "its listeners have " + ATTRIBUTE + " = false";
  }

  private static boolean starts(MethodMetadata method, Environment environment, boolean off) {
    Map<String, ?> said = method.getAnnotationAttributes(LISTENER);
    String own = said == null ? "" : String.valueOf(said.get(ATTRIBUTE));
    return own.isEmpty() ? !off : !"false".equalsIgnoreCase(environment.resolvePlaceholders(own));
  }
}
