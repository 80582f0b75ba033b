package io.softstart.diagnosis.rules;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.redact.Causes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a {@link DiagnosisTable}: it fits when every condition that it has holds.
 *
 * <p>Immutable.
 *
 * @param name what the case is called
 * @param codes the codes of which the throwable must carry one; empty for any
 * @param types the class names (full or simple) of which the throwable must be one; empty for any
 * @param text found in its message; null for any
 * @param cause the name of a class of which some throwable in the graph must be; null for any
 * @param kind what it means
 * @param reason what happened, with placeholders
 * @param action what to do, with placeholders
 * @param evidence how it is known: {@code seen} on a real client, {@code source} read in its code,
 *     {@code hearsay} otherwise
 */
@SuppressWarnings("exports") // JSpecify is not needed at run time
public record Rule(
    String name,
    List<String> codes,
    List<String> types,
    @Nullable Pattern text,
    @Nullable String cause,
    FailureKind kind,
    String reason,
    String action,
    String evidence) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+|\\d)\\}");

  boolean fits(Throwable t, Collection<String> carried, List<Throwable> graph) {
    if (!codes.isEmpty() && codes.stream().noneMatch(carried::contains)) {
      return false;
    }
    if (!types.isEmpty() && types.stream().noneMatch(type -> Causes.isA(t, type))) {
      return false;
    }
    String wanted = cause;
    if (wanted != null && graph.stream().noneMatch(c -> Causes.isA(c, wanted))) {
      return false;
    }
    return text == null || text.matcher(Causes.messageOf(t)).find();
  }

  /**
   * {@return the failure with every placeholder filled in: a word that is known, {@code {text}} for
   * the message, a digit for a group of the pattern; what is unknown becomes a question mark} The
   * template and the words are ours or configured, and stay as they are: to mask a word of ours
   * because a password is the same would tell the password.
   *
   * @param message redacted
   * @param words names that were configured: of a host, a user, a database
   */
  Failure failure(String message, Map<String, String> words) {
    return Failure.worded(kind, fill(reason, message, words), fill(action, message, words));
  }

  private String fill(String template, String message, Map<String, String> words) {
    Matcher placeholder = PLACEHOLDER.matcher(template);
    StringBuilder filled = new StringBuilder();
    while (placeholder.find()) {
      String value = value(placeholder.group(1), message, words);
      placeholder.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return placeholder.appendTail(filled).toString();
  }

  private String value(String placeholder, String message, Map<String, String> words) {
    if (placeholder.equals("text")) {
      return message;
    }
    if (Character.isDigit(placeholder.charAt(0))) {
      return group(Integer.parseInt(placeholder), message);
    }
    return words.getOrDefault(placeholder, "?");
  }

  private String group(int number, String message) {
    if (text == null) {
      return "?";
    }
    Matcher matcher = text.matcher(message);
    boolean known = matcher.find() && number <= matcher.groupCount();
    String found = known ? matcher.group(number) : null;
    return found == null ? "?" : found;
  }
}
