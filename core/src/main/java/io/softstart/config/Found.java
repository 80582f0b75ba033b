package io.softstart.config;

import org.jspecify.annotations.Nullable;

/** What a source answered for a key, and where; the place is put in words only when asked for. */
final class Found {
  final ConfigSource source;
  private final String key;
  private final String text;
  private final @Nullable BadValue failure;
  private final boolean inFile;

  Found(ConfigSource source, String key, String text) {
    this(source, key, text, null, false);
  }

  private Found(
      ConfigSource source, String key, String text, @Nullable BadValue failure, boolean inFile) {
    this.source = source;
    this.key = key;
    this.text = text;
    this.failure = failure;
    this.inFile = inFile;
  }

  /** Returns the same place with a problem instead of a text. */
  Found broken(BadValue problem) {
    return new Found(source, key, "", problem, inFile);
  }

  String text() throws BadValue {
    if (failure != null) {
      throw failure;
    }
    return text;
  }

  boolean isEmpty() {
    return failure == null && text.isEmpty();
  }

  /** Returns the content of the file that this text names. */
  Found inFile() {
    try {
      return new Found(source, key, SecretFile.read(text()), null, true);
    } catch (BadValue e) {
      return new Found(source, key, "", e, true);
    }
  }

  String origin() {
    String origin = source.origin(key);
    return inFile ? "file named by " + origin : origin;
  }
}
