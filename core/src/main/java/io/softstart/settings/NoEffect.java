package io.softstart.settings;

import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Warns of settings that do nothing the way they are set. */
final class NoEffect {
  private NoEffect() {}

  /** Warns of a setting that needs another one. */
  static void warn(ConfigReader env, String key, String needed, String example) {
    String other = env.name(needed);
    env.warning(
        ConfigProblem.of(env.name(key), "has no effect: it needs " + other)
            .withHint("set " + other + ", for example " + example));
  }

  /** Warns of a file that cannot be written when its time comes. */
  static void warnIfNotWritable(ConfigReader env, String key, String name) {
    if (!name.isEmpty() && !isWritable(name)) {
      env.warning(
          ConfigProblem.of(env.name(key), "has no effect: this process may not write " + name)
              .withHint("name a file in a directory that exists and may be written"));
    }
  }

  private static boolean isWritable(String name) {
    try {
      Path file = Path.of(name).toAbsolutePath();
      Path directory = file.getParent();
      return Files.exists(file)
          ? Files.isWritable(file) && !Files.isDirectory(file)
          : directory != null && Files.isWritable(directory);
    } catch (InvalidPathException | SecurityException unusable) {
      return false;
    }
  }
}
