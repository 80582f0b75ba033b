package io.softstart.diagnosis.rules;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.Failure;
import io.softstart.redact.Causes;
import io.softstart.redact.RedactedThrowable;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rules as data, asked from first to last: the format is described in the guide for writers of
 * probes, {@code network.rules} beside this class is an example.
 *
 * <p>Immutable and thread-safe. Read them at the first failure, not before.
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
   * Reads rules.
   *
   * @param name what to call them in an error, for example the name of the resource
   * @param rules the text, UTF-8; closed here. Null, as {@code getResourceAsStream} returns for
   *     what is missing, is refused
   * @param codes returns the codes that a throwable carries (SQLState, vendor code, error prefix),
   *     empty for one that carries none
   * @return the table
   * @throws IllegalStateException if the rules are missing or one is malformed: a defect of the
   *     module that ships them
   */
  @SuppressWarnings("exports") // JSpecify is not needed at run time
  public static DiagnosisTable read(
      String name,
      @Nullable InputStream rules,
      Function<? super Throwable, ? extends Collection<String>> codes) {
    return new DiagnosisTable(RuleReader.read(name, rules), codes);
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
    List<Collection<String>> carried = new ArrayList<>(graph.size());
    for (Throwable t : graph) {
      carried.add(codes.apply(t));
    }
    for (Rule rule : rules) {
      for (int i = 0; i < graph.size(); i++) {
        Throwable t = graph.get(i);
        if (rule.fits(t, carried.get(i), graph)) {
          return Optional.of(rule.failure(Causes.cut(RedactedThrowable.messageOf(t)), words));
        }
      }
    }
    return Optional.empty();
  }

  private static final class Network {
    static final DiagnosisTable TABLE =
        read(
            "network.rules",
            DiagnosisTable.class.getResourceAsStream("network.rules"),
            thrown -> List.of());
  }
}
