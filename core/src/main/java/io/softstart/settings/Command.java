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

/** What an application is asked, on its command line or by a variable, instead of being started. */
public enum Command {
  /** {@code --check-config}: is everything right? */
  CHECK,
  /** {@code --explain-config}: what can be set, and what is in force? */
  TABLE,
  /** {@code --explain-config=markdown}: for a README. */
  MARKDOWN,
  /** {@code --explain-config=env}: a file to fill in. */
  ENV,
  /** {@code --await-gates}: wait, and do not start. */
  AWAIT_GATES,
  /** {@code --check-gates}: what does one attempt at each gate find? */
  CHECK_GATES;

  /** The variable for images whose command line is fixed. */
  static final String VARIABLE = "SOFTSTART_COMMAND";

  private static final String CHECK_ARG = "--check-config";
  private static final String EXPLAIN_ARG = "--explain-config";
  private static final String AWAIT_ARG = "--await-gates";
  private static final String CHECK_GATES_ARG = "--check-gates";
  private static final String EXPLAIN_FORM = EXPLAIN_ARG + "=";
  private static final List<String> ARGS =
      List.of(CHECK_ARG, EXPLAIN_ARG, AWAIT_ARG, CHECK_GATES_ARG);
  private static final int MOST_SLIPS = 2;

  private static final String HELP_ARG = "--help";

  /** What can be asked; for the line that an application's {@code --help} adds. */
  public static final String HELP =
      "Softstart answers --check-config (is the configuration valid? exit code 0 or 78),"
          + " --explain-config, --explain-config=markdown or =env (what can be set?),"
          + " --await-gates (waits for its dependencies and ends: exit code 0, 69 or 78) and"
          + " --check-gates (tries each once)";

  private enum Form {
    TABLE,
    MARKDOWN,
    ENV
  }

  private enum Named {
    CHECK_CONFIG(CHECK),
    EXPLAIN_CONFIG(TABLE),
    AWAIT_GATES(Command.AWAIT_GATES),
    CHECK_GATES(Command.CHECK_GATES);

    private final Command command;

    Named(Command command) {
      this.command = command;
    }
  }

  /** {@return whether its answer is known only when gates were tried} */
  public boolean isOfGates() {
    return this == AWAIT_GATES || this == CHECK_GATES;
  }

  /**
   * Finds it among the arguments of {@code main}, else in {@code SOFTSTART_COMMAND}; null if there
   * is none, which is the rule.
   *
   * @param variable the variable's text; null where it is not set
   * @throws RefusedCommand if the form or the name is unknown
   */
  public static @Nullable Command in(List<String> args, @Nullable String variable) {
    String asked = asked(args);
    return switch (asked) {
      case "" -> variable == null || variable.isBlank() ? null : named(variable);
      case CHECK_ARG -> CHECK;
      case EXPLAIN_ARG -> TABLE;
      case AWAIT_ARG -> AWAIT_GATES;
      case CHECK_GATES_ARG -> CHECK_GATES;
      default -> valueOf(oneOf(Form.class, EXPLAIN_ARG, asked.substring(EXPLAIN_FORM.length())));
    };
  }

  private static Command named(String variable) {
    return Named.valueOf(oneOf(Named.class, VARIABLE, variable.strip())).command;
  }

  /** Reads the variable as a setting, so that it is explained; {@link #in} has judged it. */
  static void read(ConfigReader env) {
    env.string(VARIABLE)
        .describe("instead of a start: check-config, explain-config, await-gates or check-gates")
        .optional();
  }

  private static <E extends Enum<E>> String oneOf(Class<E> names, String key, String text) {
    String where = key.equals(VARIABLE) ? "the environment" : "the command line";
    ConfigResult<E> form =
        ConfigReader.read(
            List.of(ConfigSources.of(where, Map.of(key, text))),
            env -> env.oneOf(key, names).required());
    return form.value().orElseThrow(() -> new RefusedCommand(form)).name();
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
      boolean known = ARGS.contains(arg) || name.equals(EXPLAIN_ARG);
      if (!known && name.startsWith("-") && meant(name) != null) {
        misspelt.add(name);
      }
    }
    return misspelt;
  }

  /** Returns the command that an argument is like; null if it is the application's own. */
  static @Nullable String meant(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String command : List.of(CHECK_ARG, EXPLAIN_ARG)) {
      // one word more in front makes another word: --recheck-config
      int slips = first(lower) == first(command) ? MOST_SLIPS : 1;
      if (Math.abs(lower.length() - command.length()) <= slips
          && Suggestion.distance(lower, command) <= slips) {
        return command;
      }
    }
    for (String command : List.of(AWAIT_ARG, CHECK_GATES_ARG)) {
      // a letter is missing or too many; another letter may make another word: --check-dates
      boolean alike = Math.abs(lower.length() - command.length()) == 1 || name.equals(command);
      if (alike && Suggestion.distance(lower, command) <= 1) {
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
  public static boolean isAsked(List<String> args, @Nullable String variable) {
    return !asked(args).isEmpty() || (variable != null && !variable.isBlank());
  }

  private static String asked(List<String> args) {
    for (String arg : args) {
      if (arg.equals("--")) {
        break;
      }
      if (ARGS.contains(arg) || arg.startsWith(EXPLAIN_FORM)) {
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

  /** Returns the answer of an application whose configuration was read. */
  public String answer(String application, ConfigResult<?> configured) {
    return switch (this) {
      case TABLE -> configured.table();
      case MARKDOWN -> configured.markdown();
      case ENV -> configured.envTemplate();
      default -> application + ": the configuration is valid\n";
    };
  }
}
