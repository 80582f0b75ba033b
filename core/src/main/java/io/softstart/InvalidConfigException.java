package io.softstart;

import io.softstart.config.ConfigProblem;
import io.softstart.config.Configured;
import java.util.List;

/** A configuration with problems; all of them, not just the first. */
public final class InvalidConfigException extends StartupException {
  private static final long serialVersionUID = 1;
  private static final int CONFIGURATION = 78;

  private final transient List<ConfigProblem> problems;

  InvalidConfigException(Configured<?> configured) {
    super(title(configured.problems()), configured.report(), null, CONFIGURATION);
    this.problems = configured.problems();
  }

  /** {@return what is wrong, in the order of reading} */
  public List<ConfigProblem> problems() {
    return problems;
  }

  /** {@return how many problems, and with which settings} */
  String inShort() {
    StringBuilder text = new StringBuilder(title(problems));
    for (int i = 0; i < problems.size(); i++) {
      text.append(i == 0 ? ": " : ", ").append(problems.get(i).key());
    }
    return text.toString();
  }

  private static String title(List<ConfigProblem> problems) {
    int count = problems.size();
    return "the configuration has " + count + (count == 1 ? " problem" : " problems");
  }
}
