package io.softstart.config;

import org.jspecify.annotations.Nullable;

/** The rule of a type that has no bounds. */
final class NoBounds<T> implements ValueRule<T> {
  @Override
  public String inWords() {
    return "";
  }

  @Override
  public void refuse(T candidate) {}

  @Override
  public @Nullable T lowest() {
    return null;
  }
}
