package io.softstart.bench.begin;

import io.softstart.Startup;
import java.io.IOException;

/** An application that begins, and prints what that took. */
final class Begins {
  private Begins() {}

  public static void main(String[] args) throws IOException {
    long from = Processor.nanos();
    Startup.begin("bench", args);
    Processor.printSince(from);
  }
}
