package io.softstart.config;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A secret being read, from the key itself or from the file that {@code KEY_FILE} names (UTF-8, at
 * most 64 KB; one newline at its end is dropped). Both at once is a problem, unless one of them
 * stands only in a settings file, which any other source overrides. Blanks around the value, a
 * placeholder such as {@code changeme} and Windows line ends are problems, and a secret on the
 * command line is a warning, since {@code ps} shows it. Not thread-safe.
 */
public final class SecretSetting extends Setting<Secret> {
  static final String FILE = "_FILE";

  private final Length length = new Length();

  SecretSetting(Reading reading, String prefix, String name) {
    super(reading, prefix, name, ValueTypes.secret());
  }

  /**
   * Refuses shorter secrets.
   *
   * @param least the shortest length taken in {@code char}s, 0 or more
   * @return this
   * @throws IllegalArgumentException if it is negative
   */
  public SecretSetting minLength(int least) {
    length.min(least);
    return this;
  }

  @Override
  public SecretSetting describe(String text) {
    super.describe(text);
    return this;
  }

  @Override
  public SecretSetting example(String text) {
    super.example(text);
    return this;
  }

  @Override
  public SecretSetting was(String formerKey) {
    super.was(formerKey);
    return this;
  }

  @Override
  public SecretSetting must(Predicate<? super Secret> holds, String expected) {
    super.must(holds, expected);
    return this;
  }

  @Override
  String boundsInWords() {
    return length.inWords();
  }

  @Override
  void refuseOutOfBounds(Secret candidate) throws BadValue {
    length.refuse(candidate.reveal(), "make a longer one, for example with: openssl rand -hex 32");
  }

  /** Not through {@link Secret#of}: an example is no secret, and must not be masked everywhere. */
  @Override
  Secret standIn() {
    String example = example();
    return new Secret(example == null ? length.shortest() : example);
  }

  @Override
  @Nullable Found lookUp(String name) {
    Found direct = reading.find(name);
    if (direct != null) {
      direct.keepSecret();
      if (direct.isUnreadable()) {
        return direct;
      }
    }
    Found file = reading.find(name + FILE);
    if (file == null || file.isEmpty()) {
      return warned(name, direct);
    }
    if (direct == null || direct.isEmpty() || file.overrides(direct)) {
      return file.inFile();
    }
    if (file.isUnreadable() || direct.overrides(file)) {
      return warned(name, direct);
    }
    String hint = "keep " + direct.origin() + " or " + file.origin() + ", not both";
    return direct.broken(new BadValue("is set, and so is " + name + FILE, hint));
  }

  private @Nullable Found warned(String name, @Nullable Found direct) {
    if (direct != null && !direct.isEmpty() && direct.source instanceof CommandLine) {
      reading.warn(
          ConfigProblem.of(name, "is on the command line, where every user of the host can see it")
              .withHint("use the environment, or a file named by " + name + FILE));
    }
    return direct;
  }
}
