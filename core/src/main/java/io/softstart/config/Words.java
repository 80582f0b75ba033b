package io.softstart.config;

import io.softstart.redact.Redactor;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A sentence of ours with values of others: each <code>{}</code> stands for a value, and only the
 * values are masked. "is ***er than 12 characters" would tell what the secret is.
 */
record Words(String template, List<String> values) {
  private static final String HOLE = "{}";

  static Words of(String template, String... values) {
    return new Words(template, List.of(values));
  }

  String text() {
    return filled(value -> value);
  }

  /** {@return the same, once all secrets are known} */
  Words redacted() {
    return values.isEmpty() ? this : of(filled(Redactor::redact));
  }

  /** {@return whether a value of others stands in the text} */
  boolean areIn(String text) {
    return values.stream().anyMatch(value -> !value.isEmpty() && text.contains(value));
  }

  private String filled(UnaryOperator<String> values) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (String value : this.values) {
      int hole = template.indexOf(HOLE, from);
      if (hole < 0) {
        break;
      }
      text.append(template, from, hole).append(values.apply(value));
      from = hole + HOLE.length();
    }
    return text.append(template, from, template.length()).toString();
  }
}
