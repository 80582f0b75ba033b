package io.softstart.config;

import io.softstart.text.Ascii;
import io.softstart.text.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names that are set but read by nobody: what a missing key may be called there, and what was meant
 * by a name that is nobody's. Judged when all is read, since a name that is near to another but
 * read for itself is no slip.
 */
final class UnknownKeys {
  private record Unread(ConfigSource source, String name) {}

  private final Set<String> prefixes = new HashSet<>();
  private final Set<String> groups = new HashSet<>();
  private final Set<String> retired = new HashSet<>();
  private final List<ConfigProblem> removed = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final List<Unread> unread = new ArrayList<>();
  private boolean strict;

  /** Declares names with a prefix to be the application's own. */
  void own(String prefix) {
    prefixes.add(Ascii.lower(prefix, '_'));
  }

  void group(String prefix) {
    groups.add(Ascii.lower(prefix, '_'));
  }

  /** Declares a key that was read once, with the one that is read now. */
  void retired(String key) {
    retired.add(Ascii.lower(key, '_'));
    retired.add(Ascii.lower(key + SecretFile.SUFFIX, '_'));
  }

  void removed(ConfigProblem problem) {
    removed.add(problem);
  }

  void beStrict() {
    strict = true;
  }

  boolean areProblems() {
    return strict;
  }

  /**
   * Looks for names that nobody reads: for all, if something is missing that may have another name;
   * else for those that may be the application's own, which mostly are none.
   */
  void compare(
      List<? extends ConfigSource> sources, List<Outcome<?>> outcomes, boolean somethingIsMissing) {
    for (ConfigSource source : sources) {
      for (String name : namesOf(source)) {
        if (somethingIsMissing || source instanceof CommandLine || mayBeOurs(name)) {
          unread.add(new Unread(source, name));
        }
      }
    }
    if (unread.isEmpty()) {
      return;
    }
    Map<String, String> read = new HashMap<>();
    for (Outcome<?> outcome : outcomes) {
      String key = outcome.spec().key();
      keys.add(key);
      read.put(Suggestion.normal(key), key);
      if (outcome.spec().isSecret()) {
        String file = key + SecretFile.SUFFIX;
        read.put(Suggestion.normal(file), file);
      }
    }
    for (int i = unread.size() - 1; i >= 0; i--) {
      String normal = Suggestion.normal(unread.get(i).name);
      if (retired.contains(normal) || isFound(unread.get(i).source, read.get(normal))) {
        unread.remove(i);
      }
    }
  }

  /** A cheap look at the first word, since every name of the environment passes here. */
  private boolean mayBeOurs(String name) {
    return beginsLike(prefixes, name) || beginsLike(groups, name);
  }

  private static boolean beginsLike(Set<String> beginnings, String name) {
    for (String beginning : beginnings) {
      int word = beginning.indexOf('_');
      if (name.regionMatches(true, 0, beginning, 0, word < 0 ? beginning.length() : word)) {
        return true;
      }
    }
    return false;
  }

  /** A name that is but like a key, {@code orders_http_port} in an environment, is not found. */
  private static boolean isFound(ConfigSource source, @Nullable String key) {
    try {
      return key != null && source.find(key).isPresent();
    } catch (RuntimeException e) {
      return true; // a problem already
    }
  }

  private static Set<String> namesOf(ConfigSource source) {
    try {
      return source.names();
    } catch (RuntimeException e) {
      return Set.of(); // a source that cannot list its names helps nobody, and harms nobody
    }
  }

  /** Returns what to do about a missing key; null if nothing that is set is like it. */
  @Nullable String hintFor(String key) {
    List<String> names = new ArrayList<>();
    for (Unread each : unread) {
      if (!isLink(each) && SystemVariables.mayBeMeant(each.name, key)) {
        names.add(each.name);
      }
    }
    String meant = Suggestion.to(key, names);
    meant = meant == null ? Suggestion.to(key + SecretFile.SUFFIX, names) : meant;
    if (meant == null) {
      return null;
    }
    int index = 0;
    while (!unread.get(index).name.equals(meant)) {
      index++;
    }
    Unread found = unread.remove(index); // said once is enough
    return found.source.origin(found.name) + " is set: rename it?";
  }

  /** Returns a finding for each name that should have been read, and each that no longer is. */
  List<ConfigProblem> found(boolean stopped) {
    List<ConfigProblem> findings = new ArrayList<>(removed);
    if (stopped) {
      return findings; // they may stand behind the line at which reading stopped
    }
    for (Unread each : unread) {
      String normal = Suggestion.normal(each.name);
      boolean own = beginsWithOneOf(prefixes, normal);
      boolean likely = own || each.source instanceof CommandLine || beginsWithOneOf(groups, normal);
      String meant = likely && !isLink(each) ? Suggestion.to(each.name, keys) : null;
      if (meant != null || (own && !isLink(each))) {
        findings.add(
            ConfigProblem.of(each.name, "is set, but no setting has that name")
                .withOrigin(each.source.origin(each.name))
                .withHint(meant == null ? "remove it" : "did you mean " + meant + "?"));
      }
    }
    return findings;
  }

  private static boolean beginsWithOneOf(Set<String> beginnings, String name) {
    for (String beginning : beginnings) {
      if (name.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLink(Unread each) {
    try {
      Optional<String> text = each.source.find(each.name);
      return KubernetesServiceLinks.isLink(each.name, text.orElse(""));
    } catch (RuntimeException e) {
      return false;
    }
  }
}
