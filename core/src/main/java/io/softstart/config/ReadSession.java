package io.softstart.config;

import io.softstart.preflight.Finding;
import io.softstart.preflight.Preflight;
import io.softstart.redact.RedactedThrowable;
import io.softstart.redact.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One pass over a configuration: what was asked for, and what was wrong with it. */
final class ReadSession {
  static final String WHOLE = "The configuration";

  private final List<? extends ConfigSource> sources;
  private final UnknownKeys unknown = new UnknownKeys();
  private final List<String> begun = new ArrayList<>();
  private final List<Outcome<?>> outcomes = new ArrayList<>();
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final List<ConfigProblem> warnings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** The keys of missing settings, by the names under which they are reported. */
  private final Map<String, String> missing = new HashMap<>();

  private final Set<String> bad = new HashSet<>();
  private final Set<String> brokenSources = new HashSet<>();
  private @Nullable String badEnum;
  private int reasonsToStop;
  private boolean stopped;
  private boolean over;

  ReadSession(List<? extends ConfigSource> sources) {
    this.sources = List.copyOf(sources);
  }

  void requireOpen() {
    if (over) {
      throw new IllegalStateException("the configuration was read; do not keep the ConfigReader");
    }
  }

  void begin(String key) {
    requireOpen();
    begun.add(key);
  }

  UnknownKeys unknown() {
    return unknown;
  }

  /** Declares a key that is no longer read. */
  void retire(String key) {
    unknown.retired(key);
  }

  @Nullable Lookup find(String key) {
    for (ConfigSource source : sources) {
      try {
        Optional<String> text = source.find(key);
        if (text.isPresent()) {
          return new Lookup(source, key, text.get());
        }
      } catch (RuntimeException e) {
        return Lookup.unreadable(source, key, BadValue.thrown("cannot be read", e, ""));
      }
    }
    return null;
  }

  /** Takes note of a setting that was read. */
  void add(Outcome<?> outcome) {
    String key = outcome.spec().key();
    begun.remove(key);
    outcomes.add(outcome);
    ConfigProblem problem = outcome.problem();
    if (problem == null) {
      return;
    }
    bad.add(key);
    reasonsToStop++;
    if (badEnum == null && outcome.spec().isEnum()) {
      badEnum = key;
    }
    Lookup found = outcome.found();
    if (found == null || found.isEmpty()) {
      missing.put(problem.key(), key);
    }
    // a source that fails is one problem, however many settings are looked up in it
    if (found == null || !found.isUnreadable()) {
      add(problem);
    } else if (brokenSources.add(System.identityHashCode(found.source()) + problem.what())) {
      add(problem);
    }
  }

  ConfigProblem problem(SettingSpec<?> spec, @Nullable Lookup found, Words what) {
    ConfigProblem problem = ConfigProblem.worded(nameOf(spec.key(), found), what);
    problem = found == null ? problem : problem.withOrigin(found.origin());
    problem = spec.description().isEmpty() ? problem : problem.withMeaning(spec.description());
    String expected = spec.expected();
    problem = expected.isEmpty() ? problem : problem.withExpected(expected);
    String example = spec.example();
    return example == null ? problem : problem.withExample(example);
  }

  String nameOf(String key) {
    return nameOf(key, find(key));
  }

  /** Returns the name that an operator uses for a key. */
  private String nameOf(String key, @Nullable Lookup found) {
    if (found != null) {
      return found.source().name(key);
    }
    for (ConfigSource source : sources) {
      String name = source.name(key);
      if (!name.equals(key)) {
        return name;
      }
    }
    return key;
  }

  private void add(ConfigProblem problem) {
    if (!problems.contains(problem)) { // a key may be read twice
      problems.add(problem);
    }
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
      Lookup found = find(key);
      ConfigProblem problem = at(key, found, Words.of("{}", expected));
      add(found == null ? problem.withHint("set " + problem.key() + exampleOf(key)) : problem);
    }
  }

  private ConfigProblem at(String key, @Nullable Lookup found, Words what) {
    return ConfigProblem.worded(nameOf(key, found), what)
        .withOrigin(found == null ? "its default, since it is not set" : found.origin());
  }

  private String exampleOf(String key) {
    for (Outcome<?> outcome : outcomes) {
      String example = outcome.spec().example();
      if (example != null && outcome.spec().key().equals(key)) {
        return ", for example " + example;
      }
    }
    return "";
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
      report(finding, at(key, find(key), Words.of(what)));
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
    add(problem.foreign());
  }

  void foreignWarning(ConfigProblem warning) {
    warn(warning.foreign());
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
    String reason = RedactedThrowable.messageOf(e);
    return Finding.of(
        subject,
        reason.isEmpty() ? found : found + ": " + reason,
        "a check that can be made",
        "fix the check, or what keeps it from looking");
  }

  int reasonsToStop() {
    return reasonsToStop;
  }

  /** A recipe threw: that is a problem of its own unless a stand-in may have made it throw. */
  void stopped(String prefix, int reasonsBefore, Throwable thrown, StoppedRecipe recipe) {
    stopped |= !recipe.readEverything();
    if (reasonsToStop > reasonsBefore || badEnum != null) {
      if (!recipe.readEverything()) {
        note("Reading stopped" + recipe.place() + ", more may follow.");
      }
      return;
    }
    String reason = RedactedThrowable.messageOf(thrown);
    String type = thrown.getClass().getSimpleName();
    if (!(thrown instanceof IllegalArgumentException) || reason.isEmpty()) {
      reason = reason.isEmpty() ? type : type + ": " + reason;
    }
    String key = prefix.isEmpty() ? WHOLE : prefix + "*";
    reasonsToStop++;
    add(ConfigProblem.worded(key, Words.of("is refused" + recipe.place() + ": {}", reason)));
  }

  private void note(String sentence) {
    if (!notes.contains(sentence)) {
      notes.add(sentence);
    }
  }

  void close() {
    over = true;
  }

  <C> ConfigResult<C> result(@Nullable C value) {
    for (String key : stopped ? List.<String>of() : begun) {
      add(
          ConfigProblem.of(key, "is begun in the code but not read")
              .withHint("end it with required(), orElse(...) or optional()"));
    }
    unknown.compare(sources, outcomes, !missing.isEmpty());
    for (int i = 0; i < problems.size(); i++) {
      ConfigProblem problem = problems.get(i).redacted();
      String key = missing.get(problem.key());
      String hint = key == null ? null : unknown.hintFor(key);
      problems.set(i, hint == null ? problem : problem.withHint(hint));
    }
    (unknown.areProblems() ? problems : warnings).addAll(unknown.found(stopped));
    for (int i = 0; i < warnings.size(); i++) {
      warnings.set(i, warnings.get(i).redacted());
    }
    if (value == null && problems.isEmpty()) {
      add(ConfigProblem.of(WHOLE, "is null: the code that reads it returned nothing"));
    }
    return new ConfigResult<>(
        value, ConfigProblem.byKey(problems), ConfigProblem.byKey(warnings), notes, outcomes);
  }
}
