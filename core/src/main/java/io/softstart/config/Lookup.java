package io.softstart.config;

import org.jspecify.annotations.Nullable;

/** What a source answered for a key, and where; the place is put in words only when asked for. */
final class Lookup {
  final ConfigSource source;
  private final String key;
  private final String text;
  private final @Nullable BadValue failure;
  private final boolean inFile;
  private final boolean unreadable;

  Lookup(ConfigSource source, String key, String text) {
    this(source, key, text, null, false, false);
  }

  private Lookup(
      ConfigSource source,
      String key,
      String text,
      @Nullable BadValue failure,
      boolean inFile,
      boolean unreadable) {
    this.source = source;
    this.key = key;
    this.text = text;
    this.failure = failure;
    this.inFile = inFile;
    this.unreadable = unreadable;
  }

  /** Returns the same place with a problem instead of a text. */
  Lookup broken(BadValue problem) {
    return new Lookup(source, key, "", problem, inFile, false);
  }

  /** Returns the place of a source that fails. */
  static Lookup unreadable(ConfigSource source, String key, BadValue failure) {
    return new Lookup(source, key, "", failure, false, true);
  }

  /** Whether it is the source itself that fails. */
  boolean isUnreadable() {
    return unreadable;
  }

  /** Whether a settings file gives a default that this, from anywhere else, stands before. */
  boolean overrides(Lookup other) {
    return other.source instanceof SettingsFile && !(source instanceof SettingsFile);
  }

  String text() throws BadValue {
    if (failure != null) {
      throw failure;
    }
    return text;
  }

  /**
   * Masks the text from now on, also if it is refused: it may stand elsewhere too. Not what was
   * meant to be replaced, since that is no secret.
   */
  void keepSecret() {
    ExampleSecret.keepUnlessOne(text);
  }

  boolean isEmpty() {
    return failure == null && text.isEmpty();
  }

  /** Returns the content of the file that this text names. */
  Lookup inFile() {
    try {
      return new Lookup(source, key, SecretFile.read(text()), null, true, false);
    } catch (BadValue e) {
      return new Lookup(source, key, "", e, true, unreadable);
    }
  }

  String origin() {
    String origin = source.origin(key);
    return inFile ? "file named by " + origin : origin;
  }
}
