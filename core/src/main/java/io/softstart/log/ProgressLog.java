package io.softstart.log;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind.Verdict;
import io.softstart.event.StartupEvent;
import io.softstart.event.StartupEvent.AttemptFailed;
import io.softstart.event.StartupEvent.GateDegraded;
import io.softstart.event.StartupEvent.GateFailed;
import io.softstart.event.StartupEvent.GateHeld;
import io.softstart.event.StartupEvent.GateLost;
import io.softstart.event.StartupEvent.GateOpened;
import io.softstart.event.StartupEvent.GateRegained;
import io.softstart.event.StartupEvent.GateStarted;
import io.softstart.event.StartupEvent.Misbehaved;
import io.softstart.event.StartupEvent.PhaseEntered;
import io.softstart.event.StartupEvent.StillWaiting;
import io.softstart.event.StartupEvent.WaitBegan;
import io.softstart.event.StartupEvent.Warned;
import io.softstart.event.StartupListener;
import io.softstart.text.Durations;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Says what happens, in few lines: a gate's first failure in full, then only what is new, one
 * heartbeat for all gates together, one line when a gate opens.
 */
public final class ProgressLog implements StartupListener {
  /** New kinds of failure between two heartbeats, per gate; what flaps is not news. */
  private static final int NEWS = 3;

  private final LogSink lines;
  private final Map<String, Story> stories = new HashMap<>();

  /** What was told of one gate. */
  private static final class Story {
    final Set<String> told = new HashSet<>();
    boolean optional;
    Duration limit = Duration.ZERO;
    Duration grace = Duration.ZERO;
    int news;
    int attempts;
    String latest = "";
    boolean failed;
    boolean traced;
  }

  /**
   * Makes a listener that writes.
   *
   * @param lines where to
   */
  public ProgressLog(LogSink lines) {
    this.lines = lines;
  }

  @Override
  public synchronized void on(StartupEvent event) {
    if (event instanceof PhaseEntered || event instanceof WaitBegan) {
      return; // first, since each class that is compared with is loaded for it
    }
    if (event instanceof GateStarted started) {
      Story story = story(started.gate());
      story.optional = started.optional();
      story.limit = started.limit();
      story.grace = started.grace();
    } else if (event instanceof AttemptFailed failed) {
      attemptFailed(failed, story(failed.gate()));
    } else if (event instanceof GateOpened opened) {
      gateOpened(opened);
    } else if (event instanceof GateDegraded degraded) {
      lines.safeLine(
          Level.WARN,
          "going on without " + degraded.gate() + ", which is optional; retrying in the background",
          "softstart.gate",
          degraded.gate());
    } else if (event instanceof GateHeld held) {
      gateHeld(held);
    } else if (event instanceof GateFailed failed) {
      gateFailed(failed, story(failed.gate()));
    } else if (event instanceof GateLost lost) {
      gateLost(lost);
    } else if (event instanceof GateRegained regained) {
      lines.safeLine(
          Level.INFO, regained.gate() + " is usable again", "softstart.gate", regained.gate());
    } else if (event instanceof Misbehaved misbehaved) {
      lines.safeLine(
          Level.WARN,
          misbehaved.gate() + ": " + misbehaved.what(),
          "softstart.gate",
          misbehaved.gate());
    } else if (event instanceof Warned warned) {
      lines.safeLine(
          Level.WARN, warned.gate() + ": " + warned.what(), "softstart.gate", warned.gate());
    } else if (event instanceof StillWaiting waiting) {
      stillWaiting(waiting);
    }
  }

  private Story story(String gate) {
    Story known = stories.get(gate);
    if (known == null) {
      known = new Story();
      stories.put(gate, known);
    }
    return known;
  }

  private void attemptFailed(AttemptFailed event, Story story) {
    Failure failure = event.failure();
    story.attempts = event.number();
    story.latest = failure.kind().name();
    boolean first = story.told.isEmpty();
    if (!story.told.add(fingerprint(failure)) || ++story.news > NEWS) {
      return;
    }
    StringBuilder text = new StringBuilder(event.gate());
    text.append(first ? " is not ready: " : ": now ").append(failure.reason());
    text.append(" (").append(failure.kind()).append(')');
    if (failure.kind().verdict() == Verdict.GRACE && story.told.add("grace")) {
      text.append(". Retrying for ").append(Durations.text(story.grace));
      text.append(" in case someone fixes it");
    } else if (first) {
      text.append(". Retrying for at most ").append(Durations.text(roundedUp(story.limit)));
    }
    if (story.told.add(failure.action())) {
      text.append("\n    to do: ").append(failure.action());
    }
    lines.safeLine(
        Level.WARN,
        text.toString(),
        "softstart.gate",
        event.gate(),
        "softstart.kind",
        failure.kind().name(),
        "softstart.attempt",
        Integer.toString(event.number()));
    trace(Level.WARN, event.gate(), failure);
  }

  /** The stack trace of the first failure of a gate that nobody expected. */
  private void trace(Level level, String gate, Failure failure) {
    Story story = story(gate);
    if (!failure.stackTrace().isEmpty() && !story.traced) {
      story.traced = true;
      lines.block(level, gate + ": the stack trace of this failure", failure.stackTrace());
    }
  }

  /** A limit of a second is not 998 ms because two went by. */
  private static Duration roundedUp(Duration limit) {
    long step = 100;
    return Duration.ofMillis((limit.toMillis() + step - 1) / step * step);
  }

  /** Numbers do not make a failure new: seconds left, ports of the client, process ids. */
  private static String fingerprint(Failure failure) {
    StringBuilder text = new StringBuilder(failure.kind().name()).append(' ');
    String reason = failure.reason();
    for (int i = 0; i < reason.length(); i++) {
      if (!Character.isDigit(reason.charAt(i))) {
        text.append(reason.charAt(i));
      }
    }
    return text.toString();
  }

  private void gateOpened(GateOpened event) {
    String attempts = event.attempts() == 1 ? "" : ", " + event.attempts() + " attempts";
    lines.safeLine(
        Level.INFO,
        event.gate() + " is open after " + Durations.text(event.waited()) + attempts,
        "softstart.gate",
        event.gate(),
        "softstart.attempts",
        Integer.toString(event.attempts()));
  }

  private void gateHeld(GateHeld event) {
    boolean ended = story(event.gate()).failed;
    String goesOn =
        ended
            ? ", and tries it again after a restart only"
            : " and goes on trying: no restart is needed";
    String why = event.why() + ". The process is held alive" + goesOn;
    closed(Level.ERROR, event.gate(), "is still closed", event.failure(), why);
  }

  /** What becomes of a start that needs the gate is told in its report, or when it is held. */
  private void gateFailed(GateFailed event, Story story) {
    story.failed = true;
    story.latest = event.failure().kind().name();
    if (!story.optional) {
      return;
    }
    closed(Level.WARN, event.gate(), "stays closed", event.failure(), event.why());
    trace(Level.WARN, event.gate(), event.failure());
  }

  private void closed(Level level, String gate, String what, Failure failure, String why) {
    lines.safeLine(
        level,
        gate
            + " "
            + what
            + ": "
            + failure.reason()
            + " ("
            + failure.kind()
            + "); "
            + why
            + ". To do: "
            + failure.action(),
        "softstart.gate",
        gate,
        "softstart.kind",
        failure.kind().name());
  }

  private void gateLost(GateLost event) {
    lines.safeLine(
        Level.WARN,
        event.gate()
            + " is lost: "
            + event.failure().reason()
            + " ("
            + event.failure().kind()
            + "). Retrying. To do: "
            + event.failure().action(),
        "softstart.gate",
        event.gate(),
        "softstart.kind",
        event.failure().kind().name());
  }

  private void stillWaiting(StillWaiting event) {
    if (event.gates().isEmpty()) {
      stillHeld();
      return;
    }
    StringBuilder text = new StringBuilder("still waiting for ");
    String separator = "";
    for (String gate : event.gates()) {
      Story story = story(gate);
      story.news = 0;
      text.append(separator).append(gate);
      if (!story.latest.isEmpty()) {
        text.append(" (").append(story.latest).append(", ").append(story.attempts);
        text.append(story.attempts == 1 ? " attempt)" : " attempts)");
      }
      separator = ", ";
    }
    boolean over = event.left().isZero();
    text.append(over ? "; the deadline has passed" : "; the deadline is in ");
    text.append(over ? "" : Durations.text(event.left()));
    lines.safeLine(Level.INFO, text.toString());
  }

  /** Nothing is left to wait for; only in a process that is held alive does that go on. */
  private void stillHeld() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Story> each : stories.entrySet()) {
      Story story = each.getValue();
      if (story.failed && !story.optional) {
        text.append(text.length() == 0 ? "" : ", ").append(each.getKey());
        text.append(" (").append(story.latest).append(')');
      }
    }
    if (text.length() > 0) {
      lines.safeLine(
          Level.WARN, "the process is held alive, and has nothing left to wait for: " + text);
    }
  }
}
