package io.softstart.redis;

import io.softstart.gate.Attempt;

/** Something that has to hold on a connection that has logged in and got its PONG. Immutable. */
interface ServerCheck {
  /**
   * Returns if it holds.
   *
   * @throws Attempt.NotReady if the server's answer is not the one that is waited for
   * @throws Exception if the server refuses the question
   */
  void pass(Session session, Attempt attempt) throws Exception;
}
