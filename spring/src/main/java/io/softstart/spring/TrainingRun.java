package io.softstart.spring;

import org.springframework.core.SpringProperties;

/**
 * Whether this process makes an archive of classes or a checkpoint and is halted when all beans are
 * made ({@code spring.context.exit}, {@code spring.context.checkpoint}): no server must be needed.
 * Spring reads the two from system properties and from a file {@code spring.properties} only.
 */
final class TrainingRun {
  private static final String WHEN = "onRefresh";

  private TrainingRun() {}

  static boolean isThis() {
    return WHEN.equalsIgnoreCase(SpringProperties.getProperty("spring.context.exit"))
        || WHEN.equalsIgnoreCase(SpringProperties.getProperty("spring.context.checkpoint"));
  }
}
