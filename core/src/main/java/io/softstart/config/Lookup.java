package io.softstart.config;

import org.jspecify.annotations.Nullable;

/**
 * What a source answered for a key, and where; the place is put in words only when asked for.
 *
 * @param raw what stands there; {@link #text} gives it unless it is broken
 * @param failure what is wrong with it
 * @param isInFile whether it is the content of a file that the source names
 * @param isUnreadable whether it is the source itself that fails
 */
record Lookup(
    ConfigSource source,
    String key,
    String raw,
    @Nullable BadValue failure,
    boolean isInFile,
    boolean isUnreadable) {
  Lookup(ConfigSource source, String key, String text) {
    this(source, key, text, null, false, false);
  }

  /** Returns the same place with a problem instead of a text. */
  Lookup broken(BadValue problem) {
    return new Lookup(source, key, "", problem, isInFile, false);
  }

  /** Returns the place of a source that fails. */
  static Lookup unreadable(ConfigSource source, String key, BadValue failure) {
    return new Lookup(source, key, "", failure, false, true);
  }

  /** Whether a settings file gives a default that this, from anywhere else, stands before. */
  boolean overrides(Lookup other) {
    return other.source instanceof SettingsFile && !(source instanceof SettingsFile);
  }

  String text() throws BadValue {
    if (failure != null) {
      throw failure;
    }
    return raw;
  }

  /**
   * Masks the text from now on, also if it is refused: it may stand elsewhere too. Not what was
   * meant to be replaced, since that is no secret.
   */
  void keepSecret() {
    ExampleSecret.keepUnlessOne(raw);
  }

  boolean isEmpty() {
    return failure == null && raw.isEmpty();
  }

  /** Returns the content of the file that this text names. */
  Lookup inFile() {
    try {
      return new Lookup(source, key, SecretFile.read(text()), null, true, false);
    } catch (BadValue e) {
      return new Lookup(source, key, "", e, true, isUnreadable);
    }
  }

  String origin() {
    String origin = source.origin(key);
    return isInFile ? "file named by " + origin : origin;
  }
}
