package io.softstart.diagnosis;

/** What a failed attempt means. How long it is tolerated and the exit code follow from it alone. */
public enum FailureKind {
  /** The host name has no address (yet). */
  UNRESOLVED(Verdict.WAIT, ExitCodes.UNAVAILABLE),
  /** Nothing listens on the port (yet), or there is no route to the host. */
  REFUSED(Verdict.WAIT, ExitCodes.UNAVAILABLE),
  /** The connection was accepted and closed: a proxy before a server that is not there yet. */
  RESET(Verdict.WAIT, ExitCodes.UNAVAILABLE),
  /** No answer in time. */
  TIMED_OUT(Verdict.WAIT, ExitCodes.UNAVAILABLE),
  /** The server answers that it is starting, recovering or shutting down. */
  STARTING(Verdict.WAIT, ExitCodes.UNAVAILABLE),
  /** The server has no room: connections, memory, quota. */
  OVERLOADED(Verdict.WAIT, ExitCodes.UNAVAILABLE),
  /** The probe's own condition does not hold yet: a table, a migration, a topic, a role. */
  NOT_YET(Verdict.WAIT, ExitCodes.UNAVAILABLE),
  /** No rule knows it; it is printed in full. */
  UNKNOWN(Verdict.WAIT, ExitCodes.UNAVAILABLE),
  /** Authentication failed. Logins are counted, since accounts get locked. */
  DENIED(Verdict.GRACE, ExitCodes.CONFIGURATION),
  /** What the URL names (the database itself) does not exist. */
  MISSING(Verdict.GRACE, ExitCodes.CONFIGURATION),
  /** The server refuses this client, user or option. */
  REJECTED(Verdict.GRACE, ExitCodes.CONFIGURATION),
  /** Something else listens there: it does not speak this protocol. */
  WRONG_PROTOCOL(Verdict.GRACE, ExitCodes.CONFIGURATION),
  /** TLS on one side only: asked for and switched off, or demanded and not used. */
  NO_TLS(Verdict.GRACE, ExitCodes.CONFIGURATION),
  /** TLS: the peer is not who it should be, or no version is common to both. */
  UNTRUSTED(Verdict.GRACE, ExitCodes.CONFIGURATION),
  /** The evidence lies wholly in this process: a malformed URL, no driver, a missing class. */
  MISCONFIGURED(Verdict.NEVER, ExitCodes.CONFIGURATION);

  /** How long a kind of failure is tolerated. */
  public enum Verdict {
    /** Until the deadline: it is fixed by itself. */
    WAIT,
    /** For a short grace: somebody has to fix it, and may do so at any moment. */
    GRACE,
    /** Not at all: nothing outside of this process can fix it. */
    NEVER
  }

  private final Verdict verdict;
  private final int exitCode;

  FailureKind(Verdict verdict, int exitCode) {
    this.verdict = verdict;
    this.exitCode = exitCode;
  }

  /** {@return how long it is tolerated} */
  public Verdict verdict() {
    return verdict;
  }

  /** {@return the exit code of a startup that ends with it: 69 or 78, as in BSD's sysexits.h} */
  public int exitCode() {
    return exitCode;
  }

  /** Constants in a class of their own, since an enum's constants cannot name its own fields. */
  private static final class ExitCodes {
    static final int UNAVAILABLE = 69;
    static final int CONFIGURATION = 78;
  }
}
