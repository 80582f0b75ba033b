package io.softstart.config;

import io.softstart.text.Suggestion;
import java.util.List;
import java.util.Set;

/** Names that belong to the system or to other programs, which nobody must be told to rename. */
final class SystemVariables {
  /** First words of variables that shells, runtimes and platforms read themselves. */
  private static final Set<String> FIRST_WORDS =
      Set.of(
          ("all aws bash container curl dbus dotnet git gpg home hostname http https "
                  + "invocation java jdk journal kubernetes lang lc ld logname mail maven no node "
                  + "npm oldpwd path pwd python requests shell ssh ssl systemd temp term tmp "
                  + "tmpdir tz user xdg")
              .split(" "));

  private SystemVariables() {}

  /**
   * Whether a name that is set may be a slip for a key: it has no first word, the same one or a
   * misspelt one, and belongs to nobody else.
   */
  static boolean mayBeMeant(String name, String key) {
    String normal = Suggestion.normal(name);
    String wanted = Suggestion.normal(key);
    String word = firstWord(normal);
    String wantedWord = firstWord(wanted);
    if (word.equals(wantedWord)) {
      return true;
    }
    String whole = wantedWord + "_" + normal;
    boolean lacksPrefix = Suggestion.to(whole, List.of(wanted, wanted + "_file")) != null;
    return !FIRST_WORDS.contains(word)
        && (lacksPrefix || Suggestion.to(word, List.of(wantedWord)) != null);
  }

  private static String firstWord(String normal) {
    int end = normal.indexOf('_');
    return end < 0 ? normal : normal.substring(0, end);
  }
}
