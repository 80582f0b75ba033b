package io.softstart.settings;

import io.softstart.config.ConfigReader;
import io.softstart.config.ConfigResult;
import io.softstart.config.ConfigSources;
import io.softstart.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an application is asked on its command line instead of being started. */
public enum ConfigCommand {
  /** {@code --check-config}: is everything right? */
  CHECK,
  /** {@code --explain-config}: what can be set, and what is in force? */
  TABLE,
  /** {@code --explain-config=markdown}: for a README. */
  MARKDOWN,
  /** {@code --explain-config=env}: a file to fill in. */
  ENV;

  private static final String CHECK_ARG = "--check-config";
  private static final String EXPLAIN_ARG = "--explain-config";
  private static final int MOST_SLIPS = 2;
  private static final String EXPLAIN_FORM = EXPLAIN_ARG + "=";

  private static final String HELP_ARG = "--help";

  /** What can be asked; for the line that an application's {@code --help} adds. */
  public static final String HELP =
      "Softstart answers --check-config (is the configuration valid? exit code 0 or 78) and"
          + " --explain-config, --explain-config=markdown or =env (what can be set?)";

  private enum Form {
    TABLE,
    MARKDOWN,
    ENV
  }

  /**
   * Finds it among the arguments of {@code main}; null if there is none, which is the rule.
   *
   * @throws RefusedCommand for a form that there is none of
   */
  public static @Nullable ConfigCommand in(List<String> args) {
    String asked = asked(args);
    return switch (asked) {
      case "" -> null;
      case CHECK_ARG -> CHECK;
      case EXPLAIN_ARG -> TABLE;
      default -> form(asked.substring(EXPLAIN_FORM.length()));
    };
  }

  /**
   * Finds arguments that are like a command but are none: {@code --check-confg}. Mostly there are
   * none.
   *
   * @return the arguments, without a value
   */
  public static List<String> misspelt(List<String> args) {
    List<String> misspelt = new ArrayList<>();
    for (String arg : args) {
      if (arg.equals("--")) {
        break;
      }
      int assign = arg.indexOf('=');
      String name = assign < 0 ? arg : arg.substring(0, assign);
      boolean known = arg.equals(CHECK_ARG) || name.equals(EXPLAIN_ARG);
      if (!known && name.startsWith("-") && meant(name) != null) {
        misspelt.add(name);
      }
    }
    return misspelt;
  }

  /** Returns the command that an argument is like; null if it is the application's own. */
  static @Nullable String meant(String name) {
    for (String command : new String[] {CHECK_ARG, EXPLAIN_ARG}) {
      String lower = name.toLowerCase(Locale.ROOT);
      // one word more in front makes another word: --recheck-config
      int slips = first(lower) == first(command) ? MOST_SLIPS : 1;
      if (Math.abs(lower.length() - command.length()) <= slips
          && Suggestion.distance(lower, command) <= slips) {
        return command;
      }
    }
    return null;
  }

  private static char first(String name) {
    int at = 0;
    while (at < name.length() - 1 && name.charAt(at) == '-') {
      at++;
    }
    return name.charAt(at);
  }

  /** Whether there is one, well-formed or not. */
  public static boolean isAsked(List<String> args) {
    return !asked(args).isEmpty();
  }

  private static String asked(List<String> args) {
    for (String arg : args) {
      if (arg.equals("--")) {
        break;
      }
      if (arg.equals(CHECK_ARG) || arg.equals(EXPLAIN_ARG) || arg.startsWith(EXPLAIN_FORM)) {
        return arg;
      }
    }
    return "";
  }

  /** Whether help is asked for. The application may have its own, and keeps it. */
  public static boolean isHelpAsked(List<String> args) {
    int end = args.indexOf("--");
    return (end < 0 ? args : args.subList(0, end)).contains(HELP_ARG);
  }

  private static ConfigCommand form(String text) {
    ConfigResult<Form> form =
        ConfigReader.read(
            List.of(ConfigSources.of("the command line", Map.of(EXPLAIN_ARG, text))),
            env -> env.oneOf(EXPLAIN_ARG, Form.class).required());
    return valueOf(form.value().orElseThrow(() -> new RefusedCommand(form)).name());
  }

  /** Returns the answer of an application whose configuration was read. */
  public String answer(String application, ConfigResult<?> configured) {
    return switch (this) {
      case CHECK -> application + ": the configuration is valid\n";
      case TABLE -> configured.table();
      case MARKDOWN -> configured.markdown();
      case ENV -> configured.envTemplate();
    };
  }
}
