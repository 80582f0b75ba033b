package io.softstart.config;

import org.jspecify.annotations.Nullable;

/** The bounds of a setting's values: a range, a length, the schemes of a URL; by default none. */
interface ValueRule<T> {
  /** Follows the name of the type: {@code " between 1 and 64"}; empty if there are no bounds. */
  default String inWords() {
    return "";
  }

  /** Refuses a value outside of the bounds. */
  default void refuse(T candidate) throws BadValue {}

  /** Returns a value within the bounds; null if the type's own neutral value will do. */
  default @Nullable T lowest() {
    return null;
  }
}
