package io.softstart.crash;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule of {@code crash.rules}, whose head says when it fits. Without regular expressions and
 * lambdas: their classes have no room where the memory for classes is what is full.
 *
 * @param name what the case is called
 * @param types class names, of which the throwable must be one
 * @param texts one of which the throwable must hold; empty for any
 * @param needed words that must be known beside those in the texts
 * @param what happened, with placeholders
 * @param toDo about it, with placeholders
 */
record CrashRule(
    String name,
    List<String> types,
    List<String> texts,
    List<String> needed,
    String what,
    String toDo) {

  /** {@return what it says of a throwable, or null if it does not fit} */
  @Nullable Advice advice(Throwable thrown, CrashWords words) {
    if (!hasType(thrown) || !hasText(thrown.getClass().getSimpleName() + ": " + words.of("text"))) {
      return null;
    }
    for (String word : needed) {
      if (words.of(word).isEmpty()) {
        return null;
      }
    }
    String filledWhat = filled(what, words);
    String filledToDo = filledWhat == null ? null : filled(toDo, words);
    return filledWhat == null || filledToDo == null ? null : new Advice(filledWhat, filledToDo);
  }

  private boolean hasType(Throwable thrown) {
    for (Class<?> c = thrown.getClass(); c != null; c = c.getSuperclass()) {
      if (types.contains(c.getSimpleName())) {
        return true;
      }
    }
    return false;
  }

  private boolean hasText(String said) {
    for (String text : texts) {
      if (said.contains(text)) {
        return true;
      }
    }
    return texts.isEmpty();
  }

  /** {@return the text with its words filled in; null if one that must be known is not} */
  private static @Nullable String filled(String template, CrashWords words) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int at = template.indexOf('{'); at >= 0; at = template.indexOf('{', from)) {
      int end = template.indexOf('}', at);
      String name = template.substring(at + 1, end);
      boolean optional = name.endsWith("?");
      String word = words.of(optional ? name.substring(0, name.length() - 1) : name);
      if (word.isEmpty() && !optional) {
        return null;
      }
      text.append(template, from, at).append(word);
      from = end + 1;
    }
    return text.append(template, from, template.length()).toString();
  }
}
