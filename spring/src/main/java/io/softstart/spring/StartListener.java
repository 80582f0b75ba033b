package io.softstart.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

/**
 * Turns the events of one {@code SpringApplication} into those of the startup. Spring Boot makes
 * one listener for each application, so that an application inside of another one (a bootstrap
 * context of Spring Cloud) and the next one of a hierarchy have their own.
 */
final class StartListener implements ApplicationListener<SpringApplicationEvent>, Ordered {
  /** Behind Spring Boot's own: configuration files are read and logging is up. */
  private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

  private @Nullable SpringApplication application;
  private @Nullable SpringStartup startup;

  @Override
  public int getOrder() {
    return ORDER;
  }

  @Override
  public void onApplicationEvent(SpringApplicationEvent event) {
    if (event instanceof ApplicationStartingEvent starting) {
      application = starting.getSpringApplication();
      startup = SpringStartup.begin(starting.getSpringApplication(), starting.getArgs());
    } else if (startup != null && event.getSpringApplication() == application) {
      on(event, startup); // the events of a child reach the listeners of its parent too
    }
  }

  private static void on(SpringApplicationEvent event, SpringStartup startup) {
    if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
      startup.environmentPrepared(prepared.getEnvironment());
    } else if (event instanceof ApplicationContextInitializedEvent initialized) {
      startup.contextInitialized(initialized.getApplicationContext().getEnvironment());
    } else if (event instanceof ApplicationPreparedEvent prepared) {
      prepared(prepared.getApplicationContext(), startup);
    } else if (event instanceof ApplicationStartedEvent started) {
      if (started.getSpringApplication().getWebApplicationType() == WebApplicationType.NONE) {
        startup.readyForWork();
      }
    } else if (event instanceof ApplicationReadyEvent) {
      startup.ready();
    } else if (event instanceof ApplicationFailedEvent failed) {
      startup.fail(failed.getException());
    }
  }

  private static void prepared(ConfigurableApplicationContext context, SpringStartup startup) {
    startup.contextPrepared(context);
    context.addApplicationListener(
        new ApplicationListener<ContextClosedEvent>() {
          @Override
          public void onApplicationEvent(ContextClosedEvent closed) {
            if (closed.getApplicationContext() == context) {
              startup.close();
            }
          }
        });
  }
}
