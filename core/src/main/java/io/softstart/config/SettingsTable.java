package io.softstart.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What can be set, for people who have to set it. */
final class SettingsTable {
  private SettingsTable() {}

  static String table(List<Outcome<?>> settings) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"KEY", "TYPE", "DEFAULT", "VALUE", "FROM", "DESCRIPTION"});
    for (Outcome<?> outcome : once(settings)) {
      SettingSpec<?> spec = outcome.spec();
      rows.add(
          new String[] {
            spec.key(),
            spec.typeInWords(),
            fallback(spec),
            outcome.valueInWords(),
            outcome.originInWords(),
            spec.description()
          });
    }
    int[] widths = new int[rows.get(0).length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = ConfigProblem.printable(row[i]);
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    StringBuilder table = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
      }
      table.append(line.toString().stripTrailing()).append('\n');
    }
    return table.toString();
  }

  static String markdown(List<Outcome<?>> settings) {
    StringBuilder table = new StringBuilder("| key | type | default | description |\n");
    table.append("|---|---|---|---|\n");
    for (Outcome<?> outcome : once(settings)) {
      SettingSpec<?> setting = outcome.spec();
      String example = setting.example();
      addCell(table, '`' + setting.key() + '`');
      addCell(
          table, setting.typeInWords() + (example == null ? "" : ", such as `" + example + '`'));
      addCell(table, fallback(setting));
      addCell(table, setting.description());
      table.append(" |\n");
    }
    return table.toString();
  }

  private static void addCell(StringBuilder row, String text) {
    row.append(row.charAt(row.length() - 1) == '\n' ? "| " : " | ");
    row.append(ConfigProblem.printable(text).replace("|", "\\|").replace("<", "&lt;"));
  }

  static String envTemplate(List<Outcome<?>> settings) {
    StringBuilder template = new StringBuilder();
    for (Outcome<?> outcome : once(settings)) {
      SettingSpec<?> setting = outcome.spec();
      template.append(template.isEmpty() ? "# " : "\n# ");
      String description = setting.description();
      String words = description.isEmpty() ? "" : description + ": ";
      template.append(ConfigProblem.printable(words + setting.typeInWords())).append('\n');
      boolean secret = setting.isSecret(); // an example would be taken for one
      String example = secret ? null : setting.example();
      String fallback = secret || setting.isOpaque() ? null : setting.fallbackInWords();
      template.append(
          example == null ? "" : "# such as " + ConfigProblem.printable(example) + '\n');
      template.append(
          switch (setting.need()) {
            case ALWAYS -> "# required\n";
            case IN_SOME_CASES -> "# required in some cases\n#";
            case NEVER -> "#";
          });
      template.append(Environment.upper(setting.key())).append('=');
      template.append(fallback == null ? "" : quoted(fallback)).append('\n');
    }
    return template.toString();
  }

  /** As {@link Dotenv} reads it. */
  private static String quoted(String text) {
    boolean bare = text.equals(text.strip()) && text.indexOf('#') < 0;
    for (int i = 0; i < text.length(); i++) {
      bare &= "\"'\\".indexOf(text.charAt(i)) < 0 && text.charAt(i) >= ' ';
    }
    if (bare) {
      return text;
    }
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"");
    escaped = escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    return '"' + escaped + '"';
  }

  private static String fallback(SettingSpec<?> setting) {
    String fallback = setting.fallbackInWords();
    String shown = fallback == null ? "" : fallback.isEmpty() ? "(empty)" : fallback;
    return switch (setting.need()) {
      case ALWAYS -> "required";
      case IN_SOME_CASES ->
          shown.isEmpty() ? "required in some cases" : shown + ", in some cases required";
      case NEVER -> shown.isEmpty() ? "none" : shown;
    };
  }

  /** A setting may be read twice. */
  private static List<Outcome<?>> once(List<Outcome<?>> settings) {
    List<Outcome<?>> once = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Outcome<?> outcome : settings) {
      if (seen.add(outcome.spec().key())) {
        once.add(outcome);
      }
    }
    return once;
  }
}
