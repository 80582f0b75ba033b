package io.softstart.client;

import io.softstart.fence.Fence;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Loads classes while a dependency is not there anyway: a cold JVM would otherwise spend the first
 * half second, or more, of the dependency's life on it.
 */
public final class ClassPreloader implements Runnable {
  private final ClassLoader loader;
  private final String[] classes;
  private final AtomicBoolean begun = new AtomicBoolean();

  /**
   * Says what to load.
   *
   * @param user whose class loader sees the classes
   * @param classes their names, in the order of loading; one that is missing or broken in another
   *     version of the client is left out
   */
  public ClassPreloader(Class<?> user, String... classes) {
    this.loader = user.getClassLoader();
    this.classes = classes.clone();
  }

  /** Begins once, on a daemon thread of its own; returns at once. */
  public void begin() {
    if (!begun.get()) {
      Fence.start(
          "softstart-warm-up",
          loader,
          () -> {
            run();
            return true;
          });
    }
  }

  /** Loads them on this thread, once. */
  @Override
  public void run() {
    if (!begun.compareAndSet(false, true)) {
      return;
    }
    for (String name : classes) {
      try {
        Class.forName(name, true, loader);
      } catch (ClassNotFoundException | LinkageError another) {
        // another version; it is loaded when it is needed
      }
    }
  }
}
