package io.softstart.bench.up;

import java.util.List;

/** The application without Softstart, for other measurements. Arguments: see {@link Query}. */
public final class PooledQuery {
  /** Its main class. */
  public static final Class<?> MAIN = Plain.class;

  /** All of its classes. */
  public static final List<Class<?>> CLASSES = List.of(Plain.class, Query.class);

  private PooledQuery() {}
}
