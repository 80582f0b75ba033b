package io.softstart.bench.begin;

/** An application that does nothing. */
final class Empty {
  private Empty() {}

  public static void main(String[] args) {
    Runtime.getRuntime().halt(0);
  }
}
