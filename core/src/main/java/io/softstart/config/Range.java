package io.softstart.config;

import org.jspecify.annotations.Nullable;

/** The least and the greatest value taken. */
final class Range<N extends Comparable<? super N>> implements ValueRule<N> {
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
