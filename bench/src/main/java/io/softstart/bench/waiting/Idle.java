package io.softstart.bench.waiting;

import java.util.concurrent.CountDownLatch;

/** A JVM that does nothing: what the others are compared with. */
final class Idle {
  private Idle() {}

  public static void main(String[] args) throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
