package io.softstart.diagnosis;

import io.softstart.redact.SafeCopy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Rules as data, asked from first to last: the format is described in the guide for writers of
 * probes, {@code network.rules} beside this class is an example.
 *
 * <p>Immutable and thread-safe. Loading reads one resource; do it at the first failure.
 */
public final class DiagnosisTable {
  private final List<Rule> rules;
  private final Function<? super Throwable, ? extends Collection<String>> codes;

  private DiagnosisTable(
      List<Rule> rules, Function<? super Throwable, ? extends Collection<String>> codes) {
    this.rules = rules;
    this.codes = codes;
  }

  /**
   * Loads the rules of a resource.
   *
   * @param beside the class beside which the resource lies
   * @param resource its name
   * @param codes returns the codes that a throwable carries (SQLState, vendor code, error prefix),
   *     empty for one that carries none
   * @return the table
   * @throws IllegalStateException if the resource is missing or a rule in it is malformed: a defect
   *     of the module that ships it
   */
  public static DiagnosisTable load(
      Class<?> beside,
      String resource,
      Function<? super Throwable, ? extends Collection<String>> codes) {
    return new DiagnosisTable(RuleReader.read(beside, resource), codes);
  }

  /** {@return the rules of this library for sockets, DNS, TLS and missing classes} */
  public static DiagnosisTable network() {
    return Network.TABLE;
  }

  /**
   * Returns a diagnosis that fills in what is known of the dependency.
   *
   * @param words for the placeholders in the texts, for example {@code host}, {@code user}
   * @return the diagnosis
   */
  public Diagnosis with(Map<String, String> words) {
    Map<String, String> known = Map.copyOf(words);
    return thrown -> diagnose(thrown, known);
  }

  /** {@return the rules in their order, for documentation} */
  public List<Rule> rules() {
    return rules;
  }

  private Optional<Failure> diagnose(Throwable thrown, Map<String, String> words) {
    List<Throwable> graph = Causes.of(thrown);
    for (Rule rule : rules) {
      for (Throwable t : graph) {
        if (rule.fits(t, codes.apply(t), graph)) {
          return Optional.of(rule.failure(SafeCopy.messageOf(t), words));
        }
      }
    }
    return Optional.empty();
  }

  private static final class Network {
    static final DiagnosisTable TABLE =
        load(DiagnosisTable.class, "network.rules", thrown -> List.of());
  }
}
