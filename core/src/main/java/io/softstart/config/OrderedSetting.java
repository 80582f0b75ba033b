package io.softstart.config;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A number, size or duration being read. Not thread-safe.
 *
 * @param <N> the type of the value
 */
public final class OrderedSetting<N extends Comparable<? super N>> extends Setting<N> {
  private final Range<N> range;

  OrderedSetting(ReadSession session, String prefix, String name, ValueType<N> type) {
    this(session, prefix, name, type, new Range<>(type));
  }

  private OrderedSetting(
      ReadSession session, String prefix, String name, ValueType<N> type, Range<N> range) {
    super(session, prefix, name, type, range);
    this.range = range;
  }

  /**
   * Refuses values outside a range.
   *
   * @param min the least value taken
   * @param max the greatest value taken
   * @return this
   * @throws IllegalArgumentException if the least is greater than the greatest
   */
  public OrderedSetting<N> between(N min, N max) {
    range.between(min, max);
    return this;
  }

  @Override
  public OrderedSetting<N> describe(String text) {
    super.describe(text);
    return this;
  }

  @Override
  public OrderedSetting<N> example(String text) {
    super.example(text);
    return this;
  }

  @Override
  public OrderedSetting<N> was(String formerKey) {
    super.was(formerKey);
    return this;
  }

  @Override
  public OrderedSetting<N> must(Predicate<? super N> holds, String expected) {
    super.must(holds, expected);
    return this;
  }

  /** The least and the greatest value taken. */
  private static final class Range<N extends Comparable<? super N>> implements ValueRule<N> {
    private final ValueType<N> type;
    private @Nullable N low;
    private @Nullable N high;

    Range(ValueType<N> type) {
      this.type = type;
    }

    void between(N min, N max) {
      if (min.compareTo(max) > 0) {
        throw new IllegalArgumentException("min: " + min + " is greater than max: " + max);
      }
      low = min;
      high = max;
    }

    @Override
    public String inWords() {
      return low == null || high == null
          ? ""
          : " between " + type.format(low) + " and " + type.format(high);
    }

    @Override
    public void refuse(N candidate) throws BadValue {
      if (low != null
          && high != null
          && (candidate.compareTo(low) < 0 || candidate.compareTo(high) > 0)) {
        throw BadValue.quoting("is out of range: {}", null, type.format(candidate));
      }
    }

    @Override
    public @Nullable N lowest() {
      return low;
    }
  }
}
