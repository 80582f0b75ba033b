package io.softstart.bench.begin;

import java.io.IOException;

/** An application that does nothing but to look at the clock, as the others do. */
final class Empty {
  private Empty() {}

  public static void main(String[] args) throws IOException {
    Processor.printSince(Processor.nanos());
  }
}
