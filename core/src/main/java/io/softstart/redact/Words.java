package io.softstart.redact;

import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A sentence of ours with values of others: each <code>{}</code> stands for a value, and only the
 * values are masked. "is ***er than 12 characters" would tell what the secret is.
 */
public record Words(String template, List<String> values) {
  private static final String HOLE = "{}";

  public static Words of(String template, String... values) {
    return new Words(template, List.of(values));
  }

  public String text() {
    return filled(value -> value);
  }

  /** {@return the same, once all secrets are known} */
  public Words redacted() {
    return values.isEmpty() ? this : of(filled(Redactor::redact));
  }

  /** {@return whether a value of others stands in the text} */
  public boolean areIn(String text) {
    return values.stream().anyMatch(value -> !value.isEmpty() && text.contains(value));
  }

  private String filled(UnaryOperator<String> shown) {
    return fill(template, values.iterator(), shown);
  }

  /**
   * {@return the template with redacted values in its holes}
   *
   * @param values of which as many are taken as there are holes
   */
  public static String redacted(String template, Iterator<?> values) {
    return fill(template, values, Redactor::redact);
  }

  private static String fill(String template, Iterator<?> values, UnaryOperator<String> shown) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    int hole = template.indexOf(HOLE);
    while (hole >= 0 && values.hasNext()) {
      text.append(template, from, hole).append(shown.apply(String.valueOf(values.next())));
      from = hole + HOLE.length();
      hole = template.indexOf(HOLE, from);
    }
    return text.append(template, from, template.length()).toString();
  }
}
