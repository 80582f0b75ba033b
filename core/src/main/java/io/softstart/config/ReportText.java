package io.softstart.config;

import java.util.List;
import java.util.Optional;

/** The report of a configuration for people, 80 columns wide. */
final class ReportText {
  private static final int WIDTH = 80;
  private static final String INDENT = "     ";
  private static final String LABEL = "          ";

  private final StringBuilder text = new StringBuilder();

  private ReportText() {}

  static String of(List<ConfigProblem> problems, List<ConfigProblem> warnings, List<String> notes) {
    ReportText report = new ReportText();
    report.addAll("problem", problems);
    report.addAll("warning", warnings);
    report.text.append('\n');
    for (String note : notes) {
      report.addWrapped("", note, "");
    }
    return report.text.toString().strip();
  }

  private void addAll(String kind, List<ConfigProblem> problems) {
    int count = problems.size();
    if (count == 0) {
      return;
    }
    text.append(text.isEmpty() ? "" : "\n");
    text.append("Configuration: ").append(count).append(' ').append(kind);
    text.append(count == 1 ? "\n" : "s\n");
    for (int i = 0; i < count; i++) {
      ConfigProblem problem = problems.get(i);
      String number = (i < 9 ? "  " : " ") + (i + 1) + ". ";
      text.append('\n');
      addWrapped(number, problem.key() + " " + problem.what(), INDENT);
      add("hint", problem.hint());
      add("from", problem.origin());
      add("meaning", problem.meaning());
      add("expected", problem.expected());
      add("example", problem.example());
    }
  }

  private void add(String label, Optional<String> part) {
    if (part.isPresent()) {
      String head = INDENT + label + LABEL.substring(label.length());
      addWrapped(head, part.get(), INDENT + LABEL);
    }
  }

  /** Breaks at blanks only: what is to be copied stays whole. */
  private void addWrapped(String head, String words, String indent) {
    text.append(head);
    int column = head.length();
    boolean first = true;
    for (String word : words.split(" ", -1)) {
      if (!first && column + 1 + word.length() > WIDTH) {
        text.append('\n').append(indent);
        column = indent.length();
      } else if (!first) {
        text.append(' ');
        column++;
      }
      text.append(word);
      column += word.length();
      first = false;
    }
    text.append('\n');
  }
}
