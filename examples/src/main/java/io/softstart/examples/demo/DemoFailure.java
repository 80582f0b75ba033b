package io.softstart.examples.demo;

/** Something did not come as promised; the message says what. */
final class DemoFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  DemoFailure(String what) {
    super(what, null, false, false);
  }
}
