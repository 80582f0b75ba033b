package io.softstart;

import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigResult;
import io.softstart.crash.Ending;
import io.softstart.settings.ConfigJson;
import java.util.List;

/** A configuration with problems; all of them, not just the first. */
public final class InvalidConfigException extends StartupException {
  private static final long serialVersionUID = 1;
  private static final int CONFIGURATION = 78;
  private static final int NAMED = 5;

  private final transient ConfigResult<?> configured;

  static RuntimeException of(ConfigResult<?> configured) {
    return new InvalidConfigException(configured);
  }

  InvalidConfigException(ConfigResult<?> configured) {
    super(title(configured.problems()), configured.report(), null, CONFIGURATION);
    this.configured = configured;
  }

  /** {@return what is wrong, with settings and with what was checked; those of one key together} */
  public List<ConfigProblem> problems() {
    return configured.problems();
  }

  /** {@return what works but should be changed} */
  public List<ConfigProblem> warnings() {
    return configured.warnings();
  }

  /** {@return the report as one JSON object: problems, warnings, notes} */
  public String toJson() {
    return ConfigJson.of(configured);
  }

  @Override
  Ending ending() { // the report begins with the words of the message
    List<ConfigProblem> problems = problems();
    String title = "cannot start (exit code " + exitCode() + ")";
    if (!problems.isEmpty()) {
      title += ": " + problems.get(0).key() + " " + problems.get(0).what();
      int more = problems.size() - 1;
      title += more == 0 ? "" : ", and " + more + (more == 1 ? " more problem" : " more problems");
      title += more == 0 ? "" : " (" + rest(problems.subList(1, more + 1)) + ")";
      title += ". A restart does not help until " + (more == 0 ? "it is" : "they are") + " fixed";
    }
    return new Ending(exitCode(), title, inShort(), report(), toJson());
  }

  /** {@return how many problems, and with which settings} */
  @Override
  String inShort() {
    List<ConfigProblem> problems = problems();
    return problems.isEmpty() ? title(problems) : title(problems) + ": " + keys(problems);
  }

  private static String rest(List<ConfigProblem> problems) {
    boolean many = problems.size() > NAMED;
    return many ? keys(problems.subList(0, NAMED)) + ", ..." : keys(problems);
  }

  private static String keys(List<ConfigProblem> problems) {
    StringBuilder text = new StringBuilder();
    for (ConfigProblem problem : problems) {
      text.append(text.length() == 0 ? "" : ", ").append(problem.key());
    }
    return text.toString();
  }

  private static String title(List<ConfigProblem> problems) {
    int count = problems.size();
    return "the configuration has " + count + (count == 1 ? " problem" : " problems");
  }
}
