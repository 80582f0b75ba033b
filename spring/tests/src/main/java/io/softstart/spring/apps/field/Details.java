package io.softstart.spring.apps.field;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * A bean that says where the database is, as those of Docker Compose and Testcontainers do; its
 * type was moved by Spring Boot 4.
 */
final class Details {
  private static final String BEFORE_4 =
      "org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails";
  private static final String SINCE_4 =
      "org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails";

  private Details() {}

  static void register(GenericApplicationContext context) {
    ClassLoader loader = context.getClassLoader();
    Class<?> type =
        ClassUtils.resolveClassName(
            ClassUtils.isPresent(SINCE_4, loader) ? SINCE_4 : BEFORE_4, loader);
    register(context, type);
  }

  private static <T> void register(GenericApplicationContext context, Class<T> type) {
    Map<String, String> answers =
        Map.of(
            "getJdbcUrl", context.getEnvironment().getRequiredProperty("field.url"),
            "getUsername", context.getEnvironment().getRequiredProperty("field.username"),
            "getPassword", Secrets.password(),
            "getDriverClassName", "org.postgresql.Driver",
            "toString", "details");
    Object details =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) ->
                switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == args[0];
                  default -> answers.get(method.getName());
                });
    context.registerBean("details", type, () -> type.cast(details));
  }
}
