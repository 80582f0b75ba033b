package io.softstart.config;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading a configuration: the value, or everything that is wrong.
 *
 * <p>Immutable, if the value is.
 *
 * @param <C> the type of the value
 */
public final class ConfigResult<C> {
  private final @Nullable C value;
  private final List<ConfigProblem> problems;
  private final List<ConfigProblem> warnings;
  private final List<String> notes;
  private final List<Outcome<?>> settings;

  ConfigResult(
      @Nullable C value,
      List<ConfigProblem> problems,
      List<ConfigProblem> warnings,
      List<String> notes,
      List<Outcome<?>> settings) {
    this.value = value;
    this.problems = List.copyOf(problems);
    this.warnings = List.copyOf(warnings);
    this.notes = List.copyOf(notes);
    this.settings = List.copyOf(settings);
  }

  /** {@return what the recipe returned; empty if and only if there are problems} */
  public Optional<C> value() {
    return problems.isEmpty() ? Optional.ofNullable(value) : Optional.empty();
  }

  /** {@return what is wrong, in the order of reading} */
  public List<ConfigProblem> problems() {
    return problems;
  }

  /** {@return what works but should be changed, in the order of reading} */
  public List<ConfigProblem> warnings() {
    return warnings;
  }

  /** {@return why there may be more problems than were found, each note a sentence} */
  public List<String> notes() {
    return notes;
  }

  /**
   * Returns problems, warnings and notes for people: numbered, wrapped at 80 columns (a longer word
   * stays whole), lines separated by {@code \n}, without one at the end.
   *
   * @return the text; empty if there is nothing to say
   */
  public String report() {
    return ReportText.of(problems, warnings, notes);
  }

  /**
   * Returns all settings that were read, as a table for a terminal: key, type, default, the value
   * in force (a secret as {@code ***}), where it comes from, description.
   *
   * @return several lines, with {@code \n} at the end of each
   */
  public String table() {
    return SettingsTable.table(settings);
  }

  /**
   * Returns all settings as a table in Markdown: key, type, default, description. It does not
   * depend on what is set, so it can stand in a README and be compared there.
   *
   * @return several lines, with {@code \n} at the end of each
   */
  public String markdown() {
    return SettingsTable.markdown(settings);
  }

  /**
   * Returns all settings as a {@code .env} file to be filled in: what must be set stands bare,
   * everything else as a comment with its default. It does not depend on what is set, and holds no
   * secret.
   *
   * @return several lines, with {@code \n} at the end of each
   */
  public String envTemplate() {
    return SettingsTable.envTemplate(settings);
  }

  /** {@return the report, without the value} */
  @Override
  public String toString() {
    return problems.isEmpty() && warnings.isEmpty() ? "Configuration: no problems" : report();
  }
}
