package io.softstart.spring;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection that its {@code DataSource} keeps, and hands out again: Spring's with a single one,
 * and those of an application's making. Who closes it takes it away from the application.
 */
final class KeptConnection {
  private static final int DEEPEST = 4;

  private KeptConnection() {}

  /**
   * Gives a connection back.
   *
   * @throws SQLException what its {@code close} throws
   */
  static void closeUnlessKept(DataSource source, @Nullable Connection connection)
      throws SQLException {
    if (connection != null && !isKept(source, connection)) {
      connection.close();
    }
  }

  private static boolean isKept(DataSource source, Connection connection) {
    return !shouldClose(source, connection) || isIn(source, connection, 0);
  }

  /** What Spring's {@code SmartDataSource} says, which need not be on the class path. */
  private static boolean shouldClose(DataSource source, Connection connection) {
    try {
      Method method = source.getClass().getMethod("shouldClose", Connection.class);
      return !isReadable(method) || !Boolean.FALSE.equals(method.invoke(source, connection));
    } catch (ReflectiveOperationException | RuntimeException noSuch) {
      return true;
    }
  }

  /** Whether a field of a source, or of one that it wraps, holds the connection. */
  private static boolean isIn(DataSource source, Connection connection, int depth) {
    for (Class<?> type = source.getClass();
        type != null && type != Object.class;
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!field.getType().isPrimitive() && holds(value(field, source), connection, depth)) {
          return true;
        }
      }
    }
    return false;
  }

  private static @Nullable Object value(Field field, DataSource source) {
    try {
      return isReadable(field) ? field.get(source) : null;
    } catch (IllegalAccessException cannot) {
      return null;
    }
  }

  private static boolean isReadable(AccessibleObject member) {
    try {
      return member.trySetAccessible();
    } catch (RuntimeException forbidden) {
      return false;
    }
  }

  private static boolean holds(@Nullable Object value, Connection connection, int depth) {
    if (value == connection) {
      return true;
    }
    if (value instanceof DataSource inner) {
      return depth < DEEPEST && isIn(inner, connection, depth + 1);
    }
    if (value instanceof AtomicReference<?> reference) {
      return reference.get() == connection;
    }
    for (Object each : several(value)) {
      if (each == connection) {
        return !isWrapper(connection); // a pool's, that notes what it has lent
      }
    }
    return false;
  }

  /** Whether closing a connection may give another one back. */
  private static boolean isWrapper(Connection connection) {
    if (Proxy.isProxyClass(connection.getClass())) {
      return true;
    }
    for (Class<?> type = connection.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getType() == Connection.class) {
          return true;
        }
      }
    }
    return false;
  }

  /** A copy: the application may change it meanwhile. */
  private static List<Object> several(@Nullable Object value) {
    Collection<?> all =
        value instanceof Map<?, ?> map
            ? map.values()
            : value instanceof Collection<?> collection ? collection : List.of();
    try {
      return Arrays.asList(all.toArray());
    } catch (RuntimeException changed) {
      return List.of();
    }
  }
}
