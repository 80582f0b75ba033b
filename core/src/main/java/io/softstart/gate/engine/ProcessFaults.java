package io.softstart.gate.engine;

import io.softstart.client.CredentialsException;
import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.redact.Causes;
import io.softstart.redact.RedactedThrowable;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;

/**
 * What goes wrong in this process and is no fault of the dependency: a class that does not fit, no
 * thread or no memory left, a supplier of credentials that fails.
 */
final class ProcessFaults implements Diagnosis {
  static final ProcessFaults ANY = new ProcessFaults();

  private static final String CLASS_PATH =
      "check the class path: is the jar in the image, in one version only, and no volume mounted"
          + " over it?";

  private ProcessFaults() {}

  /** Asked before all others but the user's own. */
  static Optional<Failure> ofCredentials(Throwable thrown) {
    for (Throwable t : Causes.of(thrown)) {
      if (t instanceof CredentialsException) {
        Throwable cause = RedactedThrowable.causeOf(t);
        if (cause == null) {
          return Optional.of(unknown("the password supplier failed{}", "", t));
        }
        Optional<Failure> fault = ANY.diagnose(cause);
        FailureKind kind = fault.map(Failure::kind).orElse(FailureKind.UNKNOWN);
        String action = "look where the password comes from: it is not the dependency that failed";
        return Optional.of(
            Failure.worded(kind, "the password supplier failed: {}", action, Causes.chain(cause))
                .withStackTrace(cause));
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Failure> diagnose(Throwable thrown) {
    List<Throwable> graph = Causes.of(thrown);
    for (Throwable t : graph) {
      if (t instanceof VirtualMachineError shortage) {
        return Optional.of(ofMachine(shortage));
      }
    }
    for (Throwable t : graph) {
      if (t instanceof LinkageError missing) {
        return ofLinkage(missing);
      }
      if (t instanceof ServiceConfigurationError) {
        return Optional.of(
            Failure.worded(
                FailureKind.MISCONFIGURED,
                "a service provider cannot be loaded: {}",
                "correct the file in META-INF/services that names it, or its jar",
                Causes.chain(t)));
      }
      if (t instanceof AssertionError) {
        return Optional.of(
            Failure.worded(
                    FailureKind.MISCONFIGURED,
                    "an assertion failed: {}",
                    "correct the code that asserts it; a probe that waits for something throws"
                        + " attempt.notYet(..)",
                    Causes.chain(t))
                .withStackTrace(t));
      }
    }
    return Optional.empty();
  }

  private static Failure ofMachine(VirtualMachineError thrown) {
    String message = RedactedThrowable.messageOf(thrown);
    if (thrown instanceof StackOverflowError) {
      return unknown("a call overflowed the stack of this process{}", "", thrown);
    }
    if (!(thrown instanceof OutOfMemoryError)) {
      return unknown("the virtual machine failed: {}", Causes.chain(thrown), thrown);
    }
    if (message.contains("native thread")) {
      return Failure.worded(
          FailureKind.OVERLOADED,
          "this process cannot start a thread ({})",
          "raise the limit of processes (pids.max, ulimit -u) or the memory; nothing is wrong with"
              + " the dependency",
          message);
    }
    if (message.contains("Metaspace")) {
      return Failure.worded(
          FailureKind.MISCONFIGURED,
          "this process has no room for classes ({})",
          "raise -XX:MaxMetaspaceSize, or leave it out",
          message);
    }
    return Failure.worded(
        FailureKind.OVERLOADED,
        "this process has no memory left ({})",
        "raise -Xmx or the container's memory; nothing is wrong with the dependency",
        message);
  }

  private static Failure unknown(String reason, String value, Throwable thrown) {
    return Failure.worded(
            FailureKind.UNKNOWN,
            reason,
            "look at the stack trace: the cause lies in this process",
            value)
        .withStackTrace(thrown);
  }

  /** Those that the rules for the class path name are left to them, with their better advice. */
  private static Optional<Failure> ofLinkage(LinkageError thrown) {
    String message = RedactedThrowable.messageOf(thrown);
    if (thrown instanceof ExceptionInInitializerError
        || message.startsWith("Could not initialize class")) {
      return Optional.of(
          Failure.worded(
                  FailureKind.MISCONFIGURED,
                  "a class cannot be initialised: {}",
                  "correct what its static initialiser needs: a file, a setting, a library",
                  whyNot(thrown))
              .withStackTrace(thrown));
    }
    boolean known =
        thrown instanceof NoClassDefFoundError
            || thrown instanceof NoSuchMethodError
            || thrown instanceof NoSuchFieldError
            || thrown instanceof UnsupportedClassVersionError
            || thrown instanceof UnsatisfiedLinkError;
    return known
        ? Optional.empty()
        : Optional.of(
            Failure.worded(
                FailureKind.MISCONFIGURED,
                "a class does not fit: {}",
                CLASS_PATH,
                Causes.chain(thrown)));
  }

  /** The first failure has its cause; of the later ones the JVM keeps only the text of it. */
  private static String whyNot(LinkageError thrown) {
    Throwable cause = RedactedThrowable.causeOf(thrown);
    String message = RedactedThrowable.messageOf(thrown);
    String why = cause == null ? "no cause is known" : Causes.chain(cause);
    return message.isEmpty() ? why : message + " (" + why + ")";
  }

  /** A mistake in the code of a user's probe, if this is one. */
  static Optional<Failure> ofProgram(Throwable thrown) {
    boolean mistake =
        thrown instanceof NullPointerException
            || thrown instanceof ClassCastException
            || thrown instanceof IllegalArgumentException
            || thrown instanceof IndexOutOfBoundsException
            || thrown instanceof ArithmeticException
            || thrown instanceof ArrayStoreException
            || thrown instanceof NegativeArraySizeException;
    return mistake
        ? Optional.of(
            Failure.worded(
                    FailureKind.MISCONFIGURED,
                    "the probe has a program error: {}",
                    "correct its code where the stack trace says; a dependency that is not ready"
                        + " yet is told by attempt.notYet(..)",
                    Causes.chain(thrown))
                .withStackTrace(thrown))
        : Optional.empty();
  }

  /** What nothing knows: with its stack trace, and tried again. */
  static Failure unrecognised(Throwable thrown) {
    return Failure.worded(
            FailureKind.UNKNOWN,
            "{}",
            "unrecognised error; retrying (see the cause above)",
            Causes.chain(thrown))
        .withStackTrace(thrown);
  }
}
