package io.softstart.startup;

import java.lang.invoke.MethodHandles;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the public {@code Startup} lends to the packages of the library, so that none of it is
 * public there: its exceptions, and how it is made.
 */
public abstract class Facade implements Supplier<Failures> {
  private static volatile @Nullable Facade lent;

  /** For {@code Startup}, which is the only one to extend it. */
  protected Facade() {}

  /** Called by {@code Startup} when its class is initialized. */
  public static void lend(Facade facade) {
    lent = facade;
  }

  /**
   * {@return what the facade lends}
   *
   * @param facade its class, which is initialized here
   */
  public static Facade of(Class<?> facade) {
    try {
      MethodHandles.lookup().ensureInitialized(facade);
    } catch (IllegalAccessException notPublic) {
      throw new IllegalStateException(notPublic);
    }
    return Objects.requireNonNull(lent, "lent by its initializer");
  }

  /** {@return the public view of a startup} */
  public abstract Object show(StartupRun run);
}
