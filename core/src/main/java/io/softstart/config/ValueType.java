package io.softstart.config;

/**
 * How the text of a setting becomes a value, and what is said when it does not.
 *
 * <p>An interface, since the verifier would load every subclass of a class that {@link
 * ConfigReader} names, used or not.
 */
interface ValueType<T> {
  /** In words, for example {@code a whole number}; empty if only the application knows. */
  String expected();

  /** What stands in for a bad or missing value when nothing better is known. */
  T neutral();

  /** Reads a text that is not empty. */
  T read(String text) throws BadValue;

  /** Reads what the code gives as an example. */
  default T example(String text) throws BadValue {
    return read(text);
  }

  String format(T value);
}
