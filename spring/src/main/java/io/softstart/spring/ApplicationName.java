package io.softstart.spring;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;

/** The application's name in each line, needed before the configuration files are read. */
final class ApplicationName {
  private static final String SUFFIX = "Application";

  private ApplicationName() {}

  /** {@return {@code spring.application.name} if it is known yet, else the main class's name} */
  static String of(SpringApplication application, String... args) {
    String set = early("spring.application.name", args);
    if (set != null && !set.isBlank()) {
      return set.strip();
    }
    Class<?> main = application.getMainApplicationClass();
    return main == null ? "application" : ofClass(main.getSimpleName());
  }

  /** {@return {@code orders} for OrdersApplication} */
  static String ofClass(String simpleName) {
    boolean longer = simpleName.endsWith(SUFFIX) && simpleName.length() > SUFFIX.length();
    String stem =
        longer ? simpleName.substring(0, simpleName.length() - SUFFIX.length()) : simpleName;
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < stem.length(); i++) {
      char c = stem.charAt(i);
      boolean begins =
          Character.isUpperCase(c) && i > 0 && !Character.isUpperCase(stem.charAt(i - 1));
      name.append(begins ? "-" : "").append(c);
    }
    return name.length() == 0 ? "application" : name.toString().toLowerCase(Locale.ROOT);
  }

  /** {@return a property from the command line, the system properties or the environment} */
  static @Nullable String early(String property, String... args) {
    String option = "--" + property + "=";
    for (String arg : args) {
      if (arg.startsWith(option)) {
        return arg.substring(option.length());
      }
    }
    String system = System.getProperty(property);
    return system == null
        ? System.getenv(property.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", ""))
        : system;
  }
}
