package io.softstart.gate.engine;

/**
 * The logins that servers refused to one gate, over its whole wait and all looks after it: accounts
 * get locked by them. Thread-safe, since a refusal may come after its attempt was cut off.
 */
final class LoginCount {
  /** Few enough for the usual policies that lock accounts. */
  static final int MOST = 5;

  private int refused;
  private int mostAtOnce = 1;

  /** Counts refusals that one attempt met. */
  synchronized void add(int count) {
    refused = (int) Math.min(Integer.MAX_VALUE, (long) refused + count);
    mostAtOnce = Math.max(mostAtOnce, count);
  }

  /** A server that has let us in has not locked the account: one refusal more may follow. */
  synchronized void accepted() {
    refused = Math.max(0, Math.min(refused, MOST - mostAtOnce));
  }

  synchronized int refused() {
    return refused;
  }

  /** Whether one more attempt could make more logins than {@link #MOST}. */
  synchronized boolean isUsedUp() {
    return refused > 0 && (long) refused + mostAtOnce > MOST;
  }
}
