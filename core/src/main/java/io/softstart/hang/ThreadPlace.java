package io.softstart.hang;

import io.softstart.redact.ThrowableText;

/**
 * Where a thread is, with the application's own code first; redacted.
 *
 * @param thread its name
 * @param state what it is doing there
 * @param own the innermost frame of the application's own code; empty if there is none
 * @param called what that code has called, or the top of the stack if none is the application's
 * @param because what is known to keep a thread at such a place; {@link Because#UNKNOWN} if nothing
 */
record ThreadPlace(String thread, State state, String own, String called, Because because) {
  /** What a thread does at its place. */
  enum State {
    /** Seen once only. */
    SEEN("is at"),
    WORKS("works at"),
    WAITS("waits at"),
    BLOCKED("is blocked at"),
    ENDED("has ended");

    private final String verb;

    State(String verb) {
      this.verb = verb;
    }
  }

  static ThreadPlace of(Thread thread, State state, StackTraceElement[] frames) {
    String name = ThrowableText.nameOf(thread);
    if (frames.length == 0) {
      return new ThreadPlace(name, State.ENDED, "", "", Because.UNKNOWN);
    }
    int own = OwnCode.innermost(frames);
    int called = Math.max(0, own - 1);
    return new ThreadPlace(
        name,
        state,
        own < 0 ? "" : ThrowableText.of(frames[own]),
        own == 0 ? "" : ThrowableText.methodOf(frames[called]),
        Because.of(frames));
  }

  /** {@return one clause: {@code main waits at Shop.load(Shop.java:7), in Process.waitFor}} */
  String text() {
    if (state == State.ENDED) {
      return thread + " has ended";
    }
    return thread
        + " "
        + state.verb
        + " "
        + (own.isEmpty() ? called : own + (called.isEmpty() ? "" : ", in " + called));
  }
}
