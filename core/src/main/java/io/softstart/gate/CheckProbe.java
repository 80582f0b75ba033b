package io.softstart.gate;

/** A check as a probe; a class, since a lambda costs start-up time. */
final class CheckProbe implements Probe<Void> {
  private final Check check;

  CheckProbe(Check check) {
    this.check = check;
  }

  @Override
  @SuppressWarnings("NullAway") // Void has no other value
  public Void open(Attempt attempt) throws Exception {
    check.run(attempt);
    return null;
  }

  @Override
  public void recheck(Void opened, Attempt attempt) throws Exception {
    check.run(attempt);
  }
}
