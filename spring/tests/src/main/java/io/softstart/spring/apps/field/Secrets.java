package io.softstart.spring.apps.field;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the password really is: in a file, in life with a provider of tokens. */
final class Secrets {
  private Secrets() {}

  static String password() {
    try {
      return Files.readString(file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isThere() {
    return Files.exists(file());
  }

  private static Path file() {
    return Path.of(System.getProperty("field.secret"));
  }
}
