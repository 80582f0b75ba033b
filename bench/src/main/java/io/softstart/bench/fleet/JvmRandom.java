package io.softstart.bench.fleet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.Random;

/** What {@code Math.random} draws from, and with it Resilience4j and Failsafe. */
final class JvmRandom {
  private JvmRandom() {}

  /** Seeds it; for this the JVM is started with --add-opens java.base/java.lang=ALL-UNNAMED. */
  static void seed(long seed) {
    try {
      Class<?> holder = Class.forName("java.lang.Math$RandomNumberGeneratorHolder");
      Lookup inside = MethodHandles.privateLookupIn(holder, MethodHandles.lookup());
      Random random =
          (Random) inside.findStaticGetter(holder, "randomNumberGenerator", Random.class).invoke();
      random.setSeed(seed);
    } catch (Throwable closed) { // what a method handle declares
      throw new IllegalStateException("needs --add-opens java.base/java.lang=ALL-UNNAMED", closed);
    }
  }
}
