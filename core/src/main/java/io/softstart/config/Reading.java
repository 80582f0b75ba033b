package io.softstart.config;

import io.softstart.check.Finding;
import io.softstart.check.Preflight;
import io.softstart.redact.SafeCopy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One pass over a configuration: what was asked for, and what was wrong with it. */
final class Reading {
  private static final String WHOLE = "The configuration";

  private final List<? extends ConfigSource> sources;
  private final List<Setting<?>> settings = new ArrayList<>();
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final List<ConfigProblem> warnings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<ConfigProblem> quoting = new HashSet<>();
  private final Set<ConfigProblem> foreign = new HashSet<>();
  private final Set<String> missing = new HashSet<>();
  private final Set<String> bad = new HashSet<>();
  private final Set<String> brokenSources = new HashSet<>();
  private final UnreadNames unread = new UnreadNames();
  private @Nullable String badEnum;
  private int reasonsToStop;
  private boolean stopped;
  private boolean over;

  Reading(List<? extends ConfigSource> sources) {
    this.sources = List.copyOf(sources);
  }

  void requireOpen() {
    if (over) {
      throw new IllegalStateException("the configuration was read; do not keep the ConfigReader");
    }
  }

  void begin(Setting<?> setting) {
    requireOpen();
    settings.add(setting);
  }

  UnreadNames unread() {
    return unread;
  }

  @Nullable Found find(String key) {
    for (ConfigSource source : sources) {
      try {
        Optional<String> text = source.find(key);
        if (text.isPresent()) {
          return new Found(source, key, text.get());
        }
      } catch (RuntimeException e) {
        return Found.unreadable(source, key, BadValue.thrown("cannot be read", e, ""));
      }
    }
    return null;
  }

  void bad(Setting<?> setting, ConfigProblem problem) {
    noteBad(setting);
    add(problem);
  }

  void missing(Setting<?> setting, ConfigProblem problem) {
    missing.add(setting.key);
    bad(setting, problem);
  }

  boolean isMissing(String key) {
    return missing.contains(key);
  }

  /** A source that fails is one problem, however many settings are looked up in it. */
  void unreadable(Setting<?> setting, ConfigSource source, ConfigProblem problem) {
    noteBad(setting);
    if (brokenSources.add(System.identityHashCode(source) + problem.what())) {
      add(quoting(problem));
    }
  }

  private void noteBad(Setting<?> setting) {
    bad.add(setting.key);
    reasonsToStop++;
    if (badEnum == null && setting.type.neutral() instanceof Enum) {
      badEnum = setting.key;
    }
  }

  private void add(ConfigProblem problem) {
    if (!problems.contains(problem)) { // a key may be read twice
      problems.add(problem);
    }
  }

  /** Marks a problem that quotes others: it is redacted when all secrets are known. */
  ConfigProblem quoting(ConfigProblem problem) {
    quoting.add(problem);
    return problem;
  }

  void warn(ConfigProblem warning) {
    if (!warnings.contains(warning)) {
      warnings.add(warning);
    }
  }

  /** Whether a condition can be judged: not if an enum that it may hang on has only a stand-in. */
  boolean isSure() {
    if (badEnum != null) {
      note("What depends on " + badEnum + " was not checked; more may follow.");
    }
    return badEnum == null;
  }

  void check(String key, String expected, List<String> reads) {
    for (String read : reads) {
      if (bad.contains(read)) {
        return;
      }
    }
    if (isSure()) {
      reasonsToStop++;
      ConfigProblem problem = at(key, ConfigProblem.of(key, expected));
      add(
          quoting(
              find(key) == null ? problem.withHint("set it: its default will not do") : problem));
    }
  }

  private ConfigProblem at(String key, ConfigProblem problem) {
    Found found = find(key);
    return problem.withOrigin(found == null ? "its default (it is not set)" : found.origin());
  }

  /** Looks at something outside that no setting names. */
  void check(Preflight preflight) {
    Finding finding = look(preflight, "a check");
    if (finding != null) {
      report(finding, ConfigProblem.of(finding.subject(), finding.found()));
    }
  }

  /** Looks at what a setting names; not if the setting is bad, since that is a stand-in. */
  void check(String key, Preflight preflight) {
    Finding finding = bad.contains(key) ? null : look(preflight, "what it names");
    if (finding != null) {
      String what = "names " + finding.subject() + ", which " + finding.found();
      report(finding, at(key, ConfigProblem.of(key, what)));
    }
  }

  private void report(Finding finding, ConfigProblem problem) {
    ConfigProblem whole = problem.withExpected(finding.needed()).withHint(finding.action());
    if (finding.isWarning()) {
      foreignWarning(whole);
    } else {
      foreignProblem(whole);
    }
  }

  /** Adds a problem in words that are not ours. */
  void foreignProblem(ConfigProblem problem) {
    foreign.add(problem);
    add(problem);
  }

  void foreignWarning(ConfigProblem warning) {
    foreign.add(warning);
    warn(warning);
  }

  private static @Nullable Finding look(Preflight preflight, String subject) {
    try {
      return preflight.look().orElse(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(subject, e);
    } catch (Exception | LinkageError e) {
      return failed(subject, e);
    }
  }

  private static Finding failed(String subject, Throwable e) {
    String found = "cannot be checked: " + e.getClass().getSimpleName();
    String reason = SafeCopy.messageOf(e);
    return Finding.of(
        subject,
        reason.isEmpty() ? found : found + ": " + reason,
        "a check that can be made",
        "mend the check, or what keeps it from looking");
  }

  int reasonsToStop() {
    return reasonsToStop;
  }

  /** A recipe threw: that is a problem of its own unless a stand-in may have made it throw. */
  void stopped(String prefix, int reasonsBefore, Throwable thrown) {
    StoppedRecipe recipe = new StoppedRecipe(thrown);
    stopped |= !recipe.readEverything();
    if (reasonsToStop > reasonsBefore || badEnum != null) {
      if (!recipe.readEverything()) {
        note("Reading stopped" + recipe.place() + ", more may follow.");
      }
      return;
    }
    String reason = SafeCopy.messageOf(thrown);
    String type = thrown.getClass().getSimpleName();
    if (!(thrown instanceof IllegalArgumentException) || reason.isEmpty()) {
      reason = reason.isEmpty() ? type : type + ": " + reason;
    }
    String key = prefix.isEmpty() ? WHOLE : prefix + "*";
    reasonsToStop++;
    add(quoting(ConfigProblem.of(key, "is refused" + recipe.place() + ": " + reason)));
  }

  private void note(String sentence) {
    if (!notes.contains(sentence)) {
      notes.add(sentence);
    }
  }

  void close() {
    over = true;
  }

  <C> Configured<C> outcome(@Nullable C value) {
    for (Setting<?> setting : settings) {
      if (!stopped && !setting.isRead()) {
        add(
            ConfigProblem.of(setting.key, "is begun in the code but not read")
                .withHint("end it with required(), orElse(...) or optional()"));
      }
    }
    unread.compare(sources, settings, !missing.isEmpty());
    for (int i = 0; i < problems.size(); i++) {
      ConfigProblem problem = problems.get(i);
      String hint = missing.contains(problem.key()) ? unread.hintFor(problem.key()) : null;
      problems.set(i, hint == null ? safe(problem) : problem.withHint(hint));
    }
    (unread.areProblems() ? problems : warnings).addAll(unread.found(stopped));
    for (int i = 0; i < warnings.size(); i++) {
      warnings.set(i, safe(warnings.get(i)));
    }
    if (value == null && problems.isEmpty()) {
      add(ConfigProblem.of(WHOLE, "is null: the code that reads it returned nothing"));
    }
    return new Configured<>(value, byKey(problems), byKey(warnings), notes, settings);
  }

  private static List<ConfigProblem> byKey(List<ConfigProblem> problems) {
    return problems.size() < 2 ? problems : ConfigProblem.byKey(problems);
  }

  private ConfigProblem safe(ConfigProblem problem) {
    if (foreign.contains(problem)) {
      return problem.wholeRedacted();
    }
    return quoting.contains(problem) ? problem.redacted() : problem;
  }
}
