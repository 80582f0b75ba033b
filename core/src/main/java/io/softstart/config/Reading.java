package io.softstart.config;

import io.softstart.redact.SafeCopy;
import io.softstart.text.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One pass over a configuration: what was asked for, and what was wrong with it. */
final class Reading {
  private static final String OURS = Reading.class.getPackageName() + ".";

  private static final String WHOLE = "The configuration";

  private final List<? extends ConfigSource> sources;
  private final List<Setting<?>> settings = new ArrayList<>();
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final List<ConfigProblem> warnings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<ConfigProblem> quoting = new HashSet<>();
  private final Set<String> missing = new HashSet<>();
  private final Set<String> bad = new HashSet<>();
  private @Nullable String badEnum;
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

  @Nullable Found find(String key) {
    for (ConfigSource source : sources) {
      try {
        Optional<String> text = source.find(key);
        if (text.isPresent()) {
          return new Found(source, key, text.get());
        }
      } catch (RuntimeException e) {
        BadValue failure = BadValue.thrown("cannot be read", e, "");
        return new Found(source, key, "").broken(failure);
      }
    }
    return null;
  }

  void bad(Setting<?> setting, ConfigProblem problem) {
    bad.add(setting.key);
    if (badEnum == null && setting.type.neutral() instanceof Enum) {
      badEnum = setting.key;
    }
    add(problem);
  }

  void missing(Setting<?> setting, ConfigProblem problem) {
    missing.add(setting.key);
    bad(setting, problem);
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
      Found found = find(key);
      String origin = found == null ? "its default (it is not set)" : found.origin();
      add(quoting(ConfigProblem.of(key, expected).withOrigin(origin)));
    }
  }

  int problemCount() {
    return problems.size();
  }

  /** A recipe threw: that is a problem of its own unless a stand-in may have made it throw. */
  void stopped(String prefix, int problemsBefore, Throwable thrown) {
    stopped = true;
    String place = placeOf(thrown);
    if (problems.size() > problemsBefore || badEnum != null) {
      note("Reading stopped" + place + ", more may follow.");
      return;
    }
    String reason = SafeCopy.messageOf(thrown);
    String type = thrown.getClass().getSimpleName();
    if (!(thrown instanceof IllegalArgumentException) || reason.isEmpty()) {
      reason = reason.isEmpty() ? type : type + ": " + reason;
    }
    String key = prefix.isEmpty() ? WHOLE : prefix + "*";
    add(quoting(ConfigProblem.of(key, "is refused" + place + ": " + reason)));
  }

  private void note(String sentence) {
    if (!notes.contains(sentence)) {
      notes.add(sentence);
    }
  }

  /** Returns the topmost line of the recipe; empty if there is none to be seen. */
  private static String placeOf(Throwable thrown) {
    for (StackTraceElement frame : thrown.getStackTrace()) {
      String type = frame.getClassName();
      if (type.equals(ConfigReader.class.getName()) && frame.getMethodName().equals("group")) {
        break; // what called the recipe is no part of it
      }
      boolean ours = type.startsWith(OURS) && type.indexOf('.', OURS.length()) < 0;
      if (!ours && !type.startsWith("java.") && !type.startsWith("jdk.")) {
        String file = frame.getFileName();
        return " at " + (file == null ? type : file) + ":" + frame.getLineNumber();
      }
    }
    return "";
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
    if (value == null && problems.isEmpty()) {
      add(ConfigProblem.of(WHOLE, "is null: the code that reads it returned nothing"));
    }
    for (int i = 0; i < problems.size(); i++) {
      ConfigProblem problem = problems.get(i);
      String hint = missing.contains(problem.key()) ? hintFor(problem.key()) : null;
      if (hint != null) {
        problems.set(i, problem.withHint(hint));
      } else if (quoting.contains(problem)) {
        problems.set(i, problem.redacted());
      }
    }
    return new Configured<>(value, problems, warnings, notes);
  }

  /** Only now, since a name that is near but read for itself is no slip. */
  private @Nullable String hintFor(String key) {
    Set<String> read = new HashSet<>();
    for (Setting<?> setting : settings) {
      if (!setting.key.equals(key)) {
        read.add(Nearest.normal(setting.key));
        read.add(Nearest.normal(setting.key + SecretSetting.FILE));
      }
    }
    for (ConfigSource source : sources) {
      try {
        List<String> others = new ArrayList<>();
        for (String name : source.names()) {
          if (!read.contains(Nearest.normal(name))) {
            others.add(name);
          }
        }
        String meant = Nearest.to(key, others);
        String meantFile = meant == null ? Nearest.to(key + SecretSetting.FILE, others) : meant;
        if (meantFile != null) {
          return source.origin(meantFile) + " is set: rename it?";
        }
      } catch (RuntimeException e) {
        // a source that cannot list its names helps nobody, and harms nobody
      }
    }
    return null;
  }
}
