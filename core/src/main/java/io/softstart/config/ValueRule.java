package io.softstart.config;

import org.jspecify.annotations.Nullable;

/** The bounds of a setting's values: a range, a length, the schemes of a URL. */
interface ValueRule<T> {
  /** Follows the name of the type: {@code " between 1 and 64"}; empty if there are no bounds. */
  String inWords();

  /** Refuses a value outside of the bounds. */
  void refuse(T candidate) throws BadValue;

  /** Returns a value within the bounds; null if the type's own neutral value will do. */
  @Nullable T lowest();
}
