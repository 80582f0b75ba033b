package io.softstart;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Arrows between packages point one way. */
class ArchitectureTest {
  /** A rule that sees no classes passes: raise this as core grows. */
  private static final int AT_LEAST = 150;

  private static final String ROOT = "io.softstart";

  private static final Set<String> GROUND = Set.of("fence", "machine", "redact", "text", "time");
  private static final Set<String> BELOW_EVENT = and(GROUND, "diagnosis", "net");
  private static final Set<String> BELOW_GATE = and(BELOW_EVENT, "event");

  /** What each package may use of ours, by name below {@value #ROOT}; the root may use all. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("fence", Set.of("time")),
          Map.entry("machine", Set.of()),
          Map.entry("redact", Set.of("fence", "text")),
          Map.entry("hang", GROUND),
          Map.entry("text", Set.of("time")),
          Map.entry("time", Set.of()),
          Map.entry("net", GROUND),
          Map.entry("diagnosis", and(GROUND, "net")),
          Map.entry("event", BELOW_EVENT),
          Map.entry("jfr", BELOW_GATE),
          Map.entry("log", BELOW_GATE),
          Map.entry("client", and(GROUND, "net")),
          Map.entry("config", and(BELOW_GATE, "preflight")),
          Map.entry("preflight", GROUND),
          Map.entry("gate", and(BELOW_GATE, "client", "config")),
          Map.entry("probe", and(BELOW_GATE, "client", "config", "gate")),
          Map.entry("history", and(GROUND, "log")),
          Map.entry("crash", and(BELOW_GATE, "hang", "history", "log")),
          Map.entry("spi", and(BELOW_GATE, "gate", "history")),
          Map.entry(
              "startup",
              and(
                  BELOW_GATE,
                  "log",
                  "client",
                  "config",
                  "preflight",
                  "gate",
                  "crash",
                  "hang",
                  "history",
                  "jfr",
                  "settings",
                  "spi")),
          Map.entry(
              "framework", and(BELOW_GATE, "config", "gate", "crash", "history", "startup", "")),
          Map.entry(
              "settings",
              and(BELOW_GATE, "log", "client", "config", "preflight", "gate", "probe", "crash")));

  private static final JavaClasses CORE =
      new ClassFileImporter().importPath(Path.of("target/classes"));

  @Test
  void theseTestsSawTheClasses() {
    assertThat(CORE.size()).isGreaterThanOrEqualTo(AT_LEAST);
  }

  @Test
  void everyPackageHasItsPlace() {
    Set<String> seen = CORE.stream().map(ArchitectureTest::place).collect(Collectors.toSet());
    seen.remove("");

    assertThat(MAY_USE.keySet()).containsAll(seen);
  }

  @TestFactory
  Stream<DynamicTest> aPackageUsesOnlyWhatLiesBelow() {
    return MAY_USE.entrySet().stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.getKey() + " may use " + new TreeSet<>(rule.getValue()),
                    () ->
                        noClasses()
                            .that(are(rule.getKey()))
                            .should()
                            .dependOnClassesThat(
                                areOursOutside(and(rule.getValue(), rule.getKey())))
                            .allowEmptyShould(true)
                            .check(CORE)));
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void nobodyHoldsAStartup() {
    fields().should().notHaveRawType(Startup.class).check(CORE);
  }

  @Test
  void onlyTheEarlyLogAndTheCrashReportWriteToTheStandardStreams() {
    noClasses()
        .that(describe("are outside log and crash", type -> !place(type).matches("log|crash")))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CORE);
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(CORE.stream().map(JavaClass::getPackage).distinct())
        .allSatisfy(
            found ->
                assertThat(found.isAnnotatedWith(NullMarked.class)).as(found.getName()).isTrue());
  }

  @Test
  void noPublicFieldCanBeChanged() {
    fields().that().arePublic().should().beFinal().allowEmptyShould(true).check(CORE);
  }

  private static DescribedPredicate<JavaClass> are(String place) {
    return describe("are in " + place, type -> place(type).equals(place));
  }

  private static DescribedPredicate<JavaClass> areOursOutside(Set<String> allowed) {
    return describe(
        "are ours, outside " + new TreeSet<>(allowed),
        type -> isOurs(type) && !allowed.contains(place(type)));
  }

  private static boolean isOurs(JavaClass type) {
    return (type.getPackageName() + ".").startsWith(ROOT + ".");
  }

  /** The package below the root; empty for the root itself. */
  private static String place(JavaClass type) {
    String below = type.getPackageName().substring(ROOT.length());
    return below.isEmpty() ? "" : below.substring(1).split("\\.", 2)[0];
  }

  private static Set<String> and(Set<String> some, String... more) {
    return Stream.concat(some.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
  }
}
