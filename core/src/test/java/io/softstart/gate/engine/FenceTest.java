package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.softstart.diagnosis.Diagnosis;
import io.softstart.event.StartupListener;
import io.softstart.gate.Backoff;
import io.softstart.gate.Check;
import io.softstart.gate.Probe;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Code that is not ours is called behind the fence: only the methods named here call it, and each
 * of them runs on a thread of the fence, or inside of {@code Fence.here} where nobody waits.
 */
class FenceTest {
  /** Who may call what; a lambda counts as the method that holds it. */
  private static final Map<String, Set<String>> BEHIND_THE_FENCE =
      Map.ofEntries(
          Map.entry("AttemptCall", Set.of("Probe.open", "Probe.recheck")),
          Map.entry("ProbeFacts", Set.of("Probe.target")),
          Map.entry("PressureReader", Set.of("Probe.pressure")),
          Map.entry("TcpPrecheck", Set.of("Probe.dials", "Probe.preload")),
          Map.entry("Diagnosers", Set.of("Throwable.getMessage")),
          Map.entry("ClosedPort", Set.of("Throwable.getMessage")), // of a class of the JDK
          Map.entry(
              "Diagnoser",
              Set.of(
                  "Probe.target", "Probe.diagnosis", "Diagnosis.diagnose", "Throwable.getMessage")),
          Map.entry("UserBackoff", Set.of("Backoff.pause")),
          Map.entry("Backoff", Set.of("Backoff.pause")), // jittered, itself asked behind the fence
          Map.entry("AdaptiveBackoff", Set.of("Backoff.pause")), // only the library's own
          Map.entry("EventQueue", Set.of("StartupListener.on")),
          Map.entry("WhenOpen", Set.of("Consumer.accept")),
          Map.entry("Resources", Set.of("AutoCloseable.close")),
          Map.entry("CheckProbe", Set.of("Check.run")));

  private static final JavaClasses GATE =
      new ClassFileImporter()
          .importPath(Path.of("target/classes"))
          .that(
              com.tngtech.archunit.base.DescribedPredicate.describe(
                  "are in gate", type -> type.getPackageName().startsWith("io.softstart.gate")));

  @Test
  void codeThatIsNotOursIsCalledBehindTheFenceOnly() {
    Set<String> strangers = new TreeSet<>();
    int seen = 0;
    for (JavaClass type : GATE) {
      for (JavaAccess<?> call : type.getAccessesFromSelf()) {
        String called = othersCode(call);
        if (called == null) {
          continue;
        }
        seen++;
        if (!BEHIND_THE_FENCE.getOrDefault(outermost(type), Set.of()).contains(called)) {
          strangers.add(outermost(type) + " calls " + called + " in " + call.getDescription());
        }
      }
    }
    assertThat(strangers).isEmpty();
    assertThat(seen).as("a rule that sees nothing passes").isGreaterThan(12);
  }

  @Test
  void noThreadIsMadeBesideTheFenceAndTheEngine() {
    Set<String> makers = new TreeSet<>();
    for (JavaClass type : GATE) {
      for (JavaAccess<?> call : type.getAccessesFromSelf()) {
        if (call.getTargetOwner().isEquivalentTo(Thread.class) && call.getName().equals("<init>")) {
          makers.add(outermost(type));
        }
      }
    }
    assertThat(makers).containsExactly("GateThreads");
  }

  private static String outermost(JavaClass type) {
    return type.getName().replaceFirst(".*\\.", "").split("\\$", 2)[0];
  }

  private static @org.jspecify.annotations.Nullable String othersCode(JavaAccess<?> call) {
    JavaClass owner = call.getTargetOwner();
    String name = call.getName();
    if (owner.isEquivalentTo(Probe.class) && !Set.of("<init>", "getClass").contains(name)) {
      return "Probe." + name;
    }
    for (Class<?> others :
        new Class<?>[] {
          Diagnosis.class, Backoff.class, StartupListener.class, Consumer.class, Check.class
        }) {
      boolean instance = Set.of("diagnose", "pause", "on", "accept", "run").contains(name);
      if (owner.isEquivalentTo(others) && instance) {
        return others.getSimpleName() + "." + name;
      }
    }
    if (name.equals("close") && owner.isEquivalentTo(AutoCloseable.class)) {
      return "AutoCloseable.close";
    }
    boolean throwable = owner.isAssignableTo(Throwable.class);
    if (throwable && Set.of("getMessage", "toString", "getLocalizedMessage").contains(name)) {
      return "Throwable." + name;
    }
    return null;
  }
}
