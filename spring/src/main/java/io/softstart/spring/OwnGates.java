package io.softstart.spring;

import io.softstart.GateException;
import io.softstart.event.Phase;
import io.softstart.framework.AdvisoryGates;
import io.softstart.framework.StartupHost;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.gate.GateStatus;
import io.softstart.gate.GateStatus.State;
import io.softstart.gate.Probe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The gates of one startup that the application's own clients are asked at, beside those that were
 * derived from properties, whose places they take. Thread-safe.
 */
final class OwnGates {
  private static final long LOOK = 20_000_000;

  private final StartupHost host;
  private final Map<String, AnyGate<?>> derived = new LinkedHashMap<>();
  private final Map<String, AnyGate<?>> begun = new LinkedHashMap<>();
  private final Map<String, AnyGate<?>> atUse = new LinkedHashMap<>();

  private @Nullable String saidLast;

  OwnGates(StartupHost host) {
    this.host = host;
  }

  /** Notes a gate that was derived, and is awaited already. */
  synchronized void add(AnyGate<?> gate) {
    derived.put(gate.name(), gate);
  }

  /**
   * Waits no longer for what no bean of the application would use, what its beans say otherwise, or
   * what nothing asks at the start, and says so.
   */
  synchronized List<AnyGate<?>> dropUnused(ConfigurableListableBeanFactory beans, AtUse atFirst) {
    List<AnyGate<?>> unused = new ArrayList<>();
    for (AnyGate<?> gate : derived.values()) {
      String why = AdvisoryGates.isAdvisory(gate) ? whyNot(gate.name(), beans) : null;
      if (why == null && AdvisoryGates.isAdvisory(gate) && !isOpen(status(gate.name()))) {
        why = atFirst.why(gate.name(), beans);
        if (why != null) {
          atUse.put(gate.name(), gate);
        }
      }
      if (why != null) {
        unused.add(gate);
        LogFactory.getLog("io.softstart").info(gate.name() + why);
      }
    }
    for (AnyGate<?> gate : unused) {
      derived.remove(gate.name());
      host.drop(gate);
    }
    return unused;
  }

  private static @Nullable String whyNot(String gate, ConfigurableListableBeanFactory beans) {
    if (!GateUsers.are(gate, beans)) {
      return " is not waited for: no bean of this application would use it";
    }
    if (!OtherConnections.areOf(gate, beans)) {
      return null;
    }
    String elsewhere =
        " is not waited for where the properties say: a ConnectionDetails bean says where it is";
    return OtherServer.of(gate) == null
        ? elsewhere + ", and the application's own client waits for that"
        : elsewhere;
  }

  void sayWhatIsAwaited(ConfigurableListableBeanFactory beans) {
    String line = StartLine.of(host.startup().report().gates(), this::onlyDelays, beans);
    if (line != null && !line.equals(saidLast)) { // the contexts of a hierarchy share their gates
      saidLast = line;
      LogFactory.getLog("io.softstart").info(line);
    }
  }

  synchronized boolean isDerived(String name) {
    return derived.containsKey(name);
  }

  /** Whether properties name a dependency, though it may not be waited for before its first use. */
  synchronized boolean isNamed(String name) {
    return derived.containsKey(name) || atUse.containsKey(name);
  }

  synchronized boolean isAtUse(String name) {
    return atUse.containsKey(name);
  }

  synchronized boolean areAnyAtUse() {
    return !atUse.isEmpty();
  }

  /** Whether anything is waited for any more: after READY outages are the application's. */
  boolean isOver() {
    Phase phase = host.startup().phase();
    return phase == Phase.READY || phase == Phase.FAILED || phase == Phase.STOPPED;
  }

  /**
   * {@return the gates that need not be waited for before there are beans; none where any gate ends
   * a start, for then it ends early}
   */
  List<String> later(Predicate<String> waitedForAtUse) {
    List<String> later = new ArrayList<>();
    for (GateStatus status : host.startup().report().gates()) {
      if (!onlyDelays(status.name())) {
        return List.of();
      }
      if (!isSettled(status) && waitedForAtUse.test(status.name())) {
        later.add(status.name());
      }
    }
    return later;
  }

  private synchronized boolean onlyDelays(String name) {
    AnyGate<?> gate = derived.get(name);
    return gate != null && AdvisoryGates.isAdvisory(gate);
  }

  /** Waits for all others; each has its end at the deadline. */
  void awaitAllBut(List<String> later) {
    for (GateStatus status : host.startup().report().gates()) {
      if (!later.contains(status.name())) {
        await(status.name());
      }
    }
  }

  /** Waits until a derived gate has opened or is given up; returns how it stands then. */
  Optional<GateStatus> settled(String name) {
    return isDerived(name) ? await(name) : Optional.empty();
  }

  /**
   * Asks the application's own client at a gate, again and again, until it opens or is given up.
   *
   * @param limits what limits the gate has
   * @param heldUp whether the client needs what the calling thread keeps from it: the gate is
   *     awaited on, and the caller goes on
   * @return whether it has opened
   */
  boolean opens(
      String name, Probe<?> own, UnaryOperator<AnyGate<?>> limits, BooleanSupplier heldUp) {
    if (isOfOthers(name)) { // the operator's, or main's: it waits for the same already
      return isOpen(await(name, heldUp));
    }
    AnyGate<?> gate = limits.apply(gate(name, own));
    synchronized (this) {
      if (begun.putIfAbsent(name, gate) == null) {
        host.startup().awaitInBackground(gate);
      }
    }
    return isOpen(await(name, heldUp));
  }

  /** Waits no longer for what the application's own client was asked, and forgets it. */
  void forget(String name) {
    AnyGate<?> gate;
    synchronized (this) {
      gate = begun.remove(name);
    }
    if (gate != null) {
      host.drop(gate);
    }
  }

  private static boolean isOpen(Optional<GateStatus> status) {
    return status.isPresent() && status.get().state() == State.OPEN;
  }

  private boolean isOfOthers(String name) {
    synchronized (this) {
      if (derived.containsKey(name) || begun.containsKey(name)) {
        return false;
      }
    }
    return status(name).isPresent();
  }

  /** Waits for a gate, and for those of the operator, until they open or are given up. */
  void awaitEarly(AnyGate<?> gate) {
    host.startup().awaitInBackground(gate);
    for (GateStatus known : host.startup().report().gates()) {
      if (!known.optional() || known.name().equals(gate.name())) {
        await(known.name());
      }
    }
  }

  private synchronized AnyGate<?> gate(String name, Probe<?> own) {
    AnyGate<?> early = derived.containsKey(name) ? derived.get(name) : atUse.get(name);
    return AdvisoryGates.askedBy(
        early == null ? AdvisoryGates.advisory(Gate.of(name, own)) : early, own);
  }

  private Optional<GateStatus> await(String name) {
    return await(name, () -> false);
  }

  private Optional<GateStatus> await(String name, BooleanSupplier heldUp) {
    while (!Thread.currentThread().isInterrupted() && !heldUp.getAsBoolean()) {
      Optional<GateStatus> status = status(name);
      if (isOver() || status.isEmpty() || isSettled(status.get())) {
        return status;
      }
      LockSupport.parkNanos(LOOK);
    }
    return status(name);
  }

  private static boolean isSettled(GateStatus status) {
    return status.state() != State.PENDING && status.state() != State.TRYING;
  }

  private Optional<GateStatus> status(String name) {
    for (GateStatus status : host.startup().report().gates()) {
      if (status.name().equals(name)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  /**
   * {@return the failure of a start that the application's own clients have ended, if they have}
   *
   * @param counts whether a gate of that name may have ended it
   */
  @Nullable GateException failure(Predicate<String> counts) {
    List<String> closed = new ArrayList<>();
    for (GateStatus status : host.startup().report().gates()) {
      if (begunNames().contains(status.name())
          && counts.test(status.name())
          && status.state() != State.OPEN
          && status.lastFailure().isPresent()) {
        closed.add(status.name());
      }
    }
    return closed.isEmpty() ? null : host.failureOf(closed);
  }

  private synchronized List<String> begunNames() {
    return List.copyOf(begun.keySet());
  }
}
