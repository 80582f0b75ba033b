package io.softstart.config;

import org.jspecify.annotations.Nullable;

/** Looks a secret up under its key, and in the file that {@code KEY_FILE} names. */
final class SecretLookup {
  private SecretLookup() {}

  static @Nullable Lookup find(ReadSession session, String name) {
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
    if (direct != null && !direct.isEmpty() && direct.source instanceof CommandLine) {
      session.warn(
          ConfigProblem.of(name, "is on the command line, where every user of the host can see it")
              .withHint("use the environment, or a file named by " + name + SecretFile.SUFFIX));
    }
    return direct;
  }
}
