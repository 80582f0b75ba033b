package io.softstart.config;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A text being read; its bounds are counted in {@code char}s. Not thread-safe. */
public final class TextSetting extends Setting<String> {
  private final Length length;

  TextSetting(ReadSession session, String prefix, String name) {
    this(session, prefix, name, new Length(null));
  }

  private TextSetting(ReadSession session, String prefix, String name, Length length) {
    super(session, prefix, name, ValueTypes.text(), length);
    this.length = length;
  }

  /**
   * Refuses shorter texts.
   *
   * @param least the shortest length taken, 0 or more
   * @return this
   * @throws IllegalArgumentException if it is negative
   */
  public TextSetting minLength(int least) {
    length.min(least);
    return this;
  }

  /**
   * Refuses longer texts.
   *
   * @param most the greatest length taken, 0 or more
   * @return this
   * @throws IllegalArgumentException if it is negative
   */
  public TextSetting maxLength(int most) {
    length.max(most);
    return this;
  }

  /**
   * Refuses texts that do not match as a whole.
   *
   * @param regex as for {@link Pattern}
   * @return this
   * @throws java.util.regex.PatternSyntaxException if it is malformed
   */
  public TextSetting matching(String regex) {
    length.matching(Pattern.compile(regex));
    return this;
  }

  @Override
  public TextSetting describe(String text) {
    super.describe(text);
    return this;
  }

  @Override
  public TextSetting example(String text) {
    super.example(text);
    return this;
  }

  @Override
  public TextSetting was(String formerKey) {
    super.was(formerKey);
    return this;
  }

  @Override
  public TextSetting must(Predicate<? super String> holds, String expected) {
    super.must(holds, expected);
    return this;
  }
}
