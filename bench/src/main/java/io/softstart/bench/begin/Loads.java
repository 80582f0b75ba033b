package io.softstart.bench.begin;

import java.io.IOException;

/** An application that loads the classes which its arguments name: a measure for any library. */
final class Loads {
  private Loads() {}

  public static void main(String[] args) throws IOException, ClassNotFoundException {
    long from = Processor.nanos();
    for (String name : args) {
      Class.forName(name, false, Loads.class.getClassLoader());
    }
    Processor.printSince(from);
  }
}
