package io.softstart.redis;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import java.util.List;

/** The server is a master, so that it takes writes, with at least so many replicas in step. */
record RoleCheck(int replicas) implements ServerCheck {
  private static final int REPLICAS = 2; // of ROLE's answer: master, offset, replicas

  @Override
  public void pass(Session session, Attempt attempt) throws Exception {
    List<Object> answer = session.answer(session.ask().role());
    String role = answer.isEmpty() ? "unknown" : String.valueOf(answer.get(0));
    if (!role.equals("master")) {
      throw attempt.notReady(
          Failure.of(
              FailureKind.NOT_YET,
              "Redis takes no writes: its role is " + shown(role),
              "wait for the failover if there is one, or point the URI at the master, or at the"
                  + " primary endpoint"));
    }
    int online =
        answer.size() > REPLICAS && answer.get(REPLICAS) instanceof List<?> all ? all.size() : 0;
    if (online < replicas) {
      throw attempt.notReady(
          Failure.of(
              FailureKind.NOT_YET,
              "the master has " + online + " of " + replicas + " replicas in step",
              "look at their logs: they may be starting or copying its data"));
    }
  }

  private static String shown(String role) {
    return role.equals("slave") ? "replica" : role;
  }
}
