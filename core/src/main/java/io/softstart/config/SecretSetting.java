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
  private final SecretLength length;

  SecretSetting(ReadSession session, String prefix, String name) {
    this(session, prefix, name, new SecretLength());
  }

  private SecretSetting(ReadSession session, String prefix, String name, SecretLength length) {
    super(session, prefix, name, ValueTypes.secret(), length);
    this.length = length;
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
  @Nullable Lookup lookUp(ReadSession session, String name) {
    Lookup direct = session.find(name);
    if (direct != null) {
      direct.keepSecret();
      if (direct.isUnreadable()) {
        return direct;
      }
    }
    Lookup file = session.find(name + SecretFile.SUFFIX);
    if (file == null || file.isEmpty()) {
      return warned(session, name, direct);
    }
    if (direct == null || direct.isEmpty() || file.overrides(direct)) {
      return file.inFile();
    }
    if (file.isUnreadable() || direct.overrides(file)) {
      return warned(session, name, direct);
    }
    String hint = "keep " + direct.origin() + " or " + file.origin() + ", not both";
    return direct.broken(new BadValue("is set, and so is " + name + SecretFile.SUFFIX, hint));
  }

  private static @Nullable Lookup warned(
      ReadSession session, String name, @Nullable Lookup direct) {
    if (direct != null && !direct.isEmpty() && direct.source() instanceof CommandLine) {
      session.warn(
          ConfigProblem.of(name, "is on the command line, where every user of the host can see it")
              .withHint("use the environment, or a file named by " + name + SecretFile.SUFFIX));
    }
    return direct;
  }

  /** The bounds of a secret's length. */
  private static final class SecretLength implements ValueRule<Secret> {
    private final Length length =
        new Length("make a longer one, for example with: openssl rand -hex 32");

    void min(int bound) {
      length.min(bound);
    }

    @Override
    public String inWords() {
      return length.inWords();
    }

    @Override
    public void refuse(Secret candidate) throws BadValue {
      length.refuse(candidate.reveal());
    }

    /**
     * Not through {@link Secret#of}: a stand-in is no secret, and must not be masked everywhere.
     */
    @Override
    public Secret lowest() {
      return new Secret(length.lowest());
    }
  }
}
