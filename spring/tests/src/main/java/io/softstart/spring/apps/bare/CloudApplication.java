package io.softstart.spring.apps.bare;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;

/**
 * Does what Spring Cloud's bootstrap does: an application inside of the other one's start, and
 * properties that come by an initializer.
 */
@SpringBootConfiguration
public class CloudApplication {
  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(CloudApplication.class);
    application.addListeners(new Bootstrap());
    String host = System.getenv("REMOTE_REDIS_HOST");
    String port = System.getenv("REMOTE_REDIS_PORT");
    application.addInitializers(
        context ->
            context
                .getEnvironment()
                .getPropertySources()
                .addFirst(
                    new MapPropertySource(
                        "remote",
                        Map.of("spring.data.redis.host", host, "spring.data.redis.port", port))));
    application.run(args);
  }

  private static final class Bootstrap
      implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
    private boolean done;

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
      if (!done) {
        done = true;
        new SpringApplicationBuilder(Inner.class).web(WebApplicationType.NONE).run().close();
      }
    }

    @Override
    public int getOrder() {
      return Ordered.HIGHEST_PRECEDENCE + 5;
    }
  }

  @SpringBootConfiguration
  static class Inner {}
}
