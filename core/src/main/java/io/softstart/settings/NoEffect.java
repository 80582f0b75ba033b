package io.softstart.settings;

import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigReader;
import io.softstart.fence.Fence;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/** Warns of settings that do nothing the way they are set. */
final class NoEffect {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private NoEffect() {}

  /** Warns of a setting that needs another one. */
  static void warn(ConfigReader env, String key, String needed, String example) {
    String other = env.name(needed);
    env.warning(
        ConfigProblem.of(env.name(key), "has no effect: it needs " + other)
            .withHint("set " + other + ", for example " + example));
  }

  /** Warns of gates that only the agent makes. */
  static void warnOfAuto(ConfigReader env, String key) {
    env.warning(
        ConfigProblem.of(
                env.name(key), "has no effect with auto: only Softstart's agent looks for gates")
            .withHint("name the gates, as name=url; those of the application are awaited anyway"));
  }

  /** Warns of a file that cannot be written when its time comes. */
  static void warnIfNotWritable(ConfigReader env, String key, String name) {
    if (!name.isEmpty() && isKnownUnwritable(name)) {
      env.warning(
          ConfigProblem.of(env.name(key), "has no effect: this process may not write " + name)
              .withHint("name a file in a directory that exists and may be written"));
    }
  }

  /** A file system that does not answer tells nothing, and must not stop the start. */
  private static boolean isKnownUnwritable(String name) {
    Fence<Boolean> looking = Fence.start("softstart-look", null, () -> isWritable(name));
    boolean told = looking.awaitUninterruptibly(LIMIT) || !looking.abandon();
    return told && Boolean.FALSE.equals(looking.value());
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
