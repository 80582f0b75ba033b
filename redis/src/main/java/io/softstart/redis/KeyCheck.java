package io.softstart.redis;

import io.softstart.gate.Attempt;

/** A key is there: somebody else has filled the server. */
record KeyCheck(String key) implements ServerCheck {
  @Override
  public void pass(Session session, Attempt attempt) throws Exception {
    if (session.answer(session.ask().exists(key)) == 0) {
      throw attempt.notYet("the key " + key + " is not there");
    }
  }
}
