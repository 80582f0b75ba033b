package io.softstart.redis;

import io.lettuce.core.RedisLoadingException;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The server answers PING with PONG. Redis opens its port, and lets clients log in, before it has
 * its data: while it loads them, HELLO, AUTH, SELECT and INFO succeed, and PING does not.
 */
final class PingCheck implements ServerCheck {
  private static final Duration LEAST = Duration.ofMillis(250);
  private static final Duration MOST = Duration.ofSeconds(10);

  @Override
  public void pass(Session session, Attempt attempt) throws Exception {
    try {
      String answer = session.answer(session.ask().ping());
      if (!"PONG".equals(answer)) {
        throw attempt.notYet("the server answers PING with something else than PONG");
      }
    } catch (Exception failure) { // a class of the client's here is loaded before a port is tried
      throw failure instanceof RedisLoadingException
          ? attempt.notReady(progress(session, failure))
          : failure;
    }
  }

  private static Failure progress(Session session, Exception loading) throws Exception {
    String info;
    try {
      info = session.answer(session.ask().info("persistence"));
    } catch (InterruptedException cancelled) {
      throw cancelled;
    } catch (Exception mayNotAsk) {
      throw loading; // the rules know it, without the seconds
    }
    OptionalLong seconds = InfoReply.number(info, "loading_eta_seconds");
    if (seconds.isEmpty()) {
      throw loading; // it has ended meanwhile, or has only begun
    }
    String percent = InfoReply.text(info, "loading_loaded_perc");
    Failure starting =
        Failure.of(
            FailureKind.STARTING,
            "Redis is loading its data into memory"
                + (percent.isEmpty() ? "" : ", " + whole(percent) + " % done")
                + (seconds.getAsLong() == 0
                    ? ", less than a second left by its own estimate"
                    : ", about " + seconds.getAsLong() + " s left by its own estimate"),
            "nothing: it logs clients in but serves no data until it is done");
    return starting.retryAfter(pause(Duration.ofSeconds(seconds.getAsLong())));
  }

  private static String whole(String percent) {
    int dot = percent.indexOf('.');
    return dot < 0 ? percent : percent.substring(0, dot);
  }

  /** Half of what is left: the estimate is rough, and looking again costs the server little. */
  private static Duration pause(Duration estimate) {
    Duration half = estimate.dividedBy(2);
    Duration enough = half.compareTo(LEAST) < 0 ? LEAST : half;
    return enough.compareTo(MOST) > 0 ? MOST : enough;
  }
}
