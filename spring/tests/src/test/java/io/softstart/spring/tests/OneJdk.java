package io.softstart.spring.tests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.boot.SpringBootVersion;

/**
 * Runs the tests of a class on one JDK for each version of Spring Boot: on JDK 25 with 4.1, on
 * older ones with 3.5 and 4.0. They start many JVMs, and what they test differs by the version of
 * Spring Boot and not by the JDK. {@link ShopTest} and {@link LateTest} run on every JDK.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "io.softstart.spring.tests.OneJdk$Condition#holds",
    disabledReason = "on JDK 25 with Spring Boot 4.1, on older ones with 3.5 and 4.0")
@interface OneJdk {
  /** Looked up by name. */
  final class Condition {
    private Condition() {}

    static boolean holds() {
      boolean newest = Runtime.version().feature() >= 25;
      return newest == SpringBootVersion.getVersion().startsWith("4.1.");
    }
  }
}
