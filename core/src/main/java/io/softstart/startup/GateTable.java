package io.softstart.startup;

import io.softstart.diagnosis.Failure;
import io.softstart.gate.AnyGate;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.text.Durations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Gates as people read them: what is to be fixed first of all, then what became of each. */
public final class GateTable {
  private static final int UNAVAILABLE = 69;
  private static final int WIDTH = 120;
  private static final Set<State> AWAITED = Set.of(State.PENDING, State.TRYING, State.CANCELLED);

  private GateTable() {}

  /** {@return causes and what to do, the decisive ones first, then how each gate was tried} */
  public static String of(List<GateStatus> gates) {
    StringBuilder text = new StringBuilder();
    for (GateStatus gate : Unready.of(gates)) {
      Failure failure = gate.lastFailure().orElseThrow();
      String name = gate.name() + (gate.optional() ? " (optional): " : " (required): ");
      wrapped(text, "  ", name + failure.reason() + " (" + failure.kind() + ")");
      wrapped(text, "    ", "to do: " + failure.action());
    }
    text.append(text.length() == 0 ? "" : "  how it was tried:\n");
    for (GateStatus gate : gates) {
      String target = gate.target().isPresent() ? "  " + gate.target().get() : "";
      wrapped(text, "    ", gate.name() + target + "  " + state(gate));
    }
    return text.toString();
  }

  /**
   * {@return what became of gates that were tried once: each with its address, the cause, and what
   * to do}
   *
   * @param tried where they stand
   * @param asked of them, those that say which is optional
   */
  public static String tried(List<GateStatus> tried, AnyGate<?>... asked) {
    Set<String> optional = optional(asked);
    StringBuilder text = new StringBuilder();
    for (GateStatus gate : tried) {
      Optional<Failure> failure = gate.lastFailure();
      boolean open = gate.state() == State.OPEN;
      String name = gate.name() + (optional.contains(gate.name()) ? " (optional)" : "");
      String target = gate.target().isPresent() ? "  " + gate.target().get() : "";
      String result =
          open || failure.isPresent()
              ? (open ? "  open" : "  not open") + " after " + Durations.text(gate.waited())
              : "  " + state(gate);
      wrapped(text, "  ", name + target + result);
      if (!open && failure.isPresent()) {
        wrapped(text, "      ", failure.get().reason() + " (" + failure.get().kind() + ")");
        wrapped(text, "      ", "to do: " + failure.get().action());
      }
    }
    return text.toString();
  }

  /** {@return which and how many of them are not open, in a few words} */
  public static String triedInShort(List<GateStatus> tried) {
    List<String> closed = new ArrayList<>();
    for (GateStatus gate : tried) {
      if (gate.state() != State.OPEN) {
        closed.add(gate.name());
      }
    }
    return closed.isEmpty()
        ? "each gate was tried once and is open"
        : "each gate was tried once; not open: " + String.join(", ", closed);
  }

  private static Set<String> optional(AnyGate<?>... gates) {
    Set<String> optional = new HashSet<>();
    for (AnyGate<?> gate : gates) {
      if (gate.isOptional()) {
        optional.add(gate.name());
      }
    }
    return optional;
  }

  /** {@return what a process ends with that was only to try these: 0 if all required ones open} */
  public static int exitCode(List<GateStatus> tried, AnyGate<?>... asked) {
    Set<String> optional = optional(asked);
    int code = 0;
    for (GateStatus gate : tried) {
      if (gate.state() != State.OPEN && !optional.contains(gate.name())) {
        Optional<Failure> failure = gate.lastFailure();
        code = Math.max(code, failure.isEmpty() ? UNAVAILABLE : failure.get().kind().exitCode());
      }
    }
    return code;
  }

  public static String attempts(GateStatus gate) {
    return gate.attempts() + (gate.attempts() == 1 ? " attempt" : " attempts");
  }

  /**
   * {@return {@code for a (KIND), b}, or nothing if all are open} Optional ones hold nothing up.
   */
  public static String closedOf(List<GateStatus> gates) {
    return listOf(
        gates.stream().filter(gate -> !gate.optional()).toList(), state -> state != State.OPEN);
  }

  private static String listOf(List<GateStatus> gates, Predicate<State> which) {
    StringBuilder text = new StringBuilder();
    for (GateStatus gate : gates) {
      if (which.test(gate.state())) {
        text.append(text.length() == 0 ? " for " : ", ").append(gate.name());
        if (gate.lastFailure().isPresent()) {
          text.append(" (").append(gate.lastFailure().get().kind()).append(')');
        }
      }
    }
    return text.toString();
  }

  /** The same while it waits: where none of them is required, for those that are still tried. */
  public static String awaitedOf(List<GateStatus> gates) {
    String closed = closedOf(gates);
    return closed.isEmpty() ? listOf(gates, AWAITED::contains) : closed;
  }

  private static String state(GateStatus gate) {
    String after = " after " + Durations.text(gate.waited());
    String why = gate.why().isPresent() ? ": " + gate.why().get() : "";
    return switch (gate.state()) {
      case PENDING -> "not tried: what it comes after is not open";
      case TRYING -> "still tried" + after;
      case OPEN -> "open" + after;
      case LOST -> "open" + after + ", and lost since";
      case FAILED -> "failed" + after + why;
      case BLOCKED -> "not tried" + why;
      case CANCELLED ->
          gate.attempts() == 0
              ? "not tried: the start was stopped before"
              : "still failing when the start was stopped" + after;
    };
  }

  private static void wrapped(StringBuilder text, String indent, String words) {
    int column = indent.length();
    text.append(indent);
    boolean first = true;
    for (String word : words.split(" ", -1)) {
      if (!first && column + 1 + word.length() > WIDTH) {
        text.append('\n').append(indent).append("  ");
        column = indent.length() + 2;
      } else if (!first) {
        text.append(' ');
        column++;
      }
      text.append(word);
      column += word.length();
      first = false;
    }
    text.append('\n');
  }
}
