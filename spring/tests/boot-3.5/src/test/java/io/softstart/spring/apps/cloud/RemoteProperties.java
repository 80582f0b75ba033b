package io.softstart.spring.apps.cloud;

import java.util.Map;
import org.springframework.cloud.bootstrap.config.PropertySourceLocator;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;

/** Stands for a configuration server, which Spring Cloud asks in its bootstrap context. */
public class RemoteProperties implements PropertySourceLocator {
  @Override
  public PropertySource<?> locate(Environment environment) {
    return new MapPropertySource(
        "remote",
        Map.of(
            "spring.data.redis.host", environment.getProperty("remote.redis.host"),
            "spring.data.redis.port", environment.getProperty("remote.redis.port")));
  }
}
