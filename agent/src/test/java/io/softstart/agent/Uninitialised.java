package io.softstart.agent;

/** An application whose main class cannot be initialised. */
public final class Uninitialised {
  static final int PORT = port();

  private Uninitialised() {}

  private static int port() {
    throw new IllegalStateException("PORT is not set");
  }

  public static void main(String[] args) {
    System.out.println(PORT);
  }
}
