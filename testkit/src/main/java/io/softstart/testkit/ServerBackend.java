package io.softstart.testkit;

import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * What the real servers run in.
 *
 * <p>Chosen by the system property {@code softstart.test.servers} or the environment variable
 * {@code SOFTSTART_TEST_SERVERS} ({@code docker}, {@code embedded}, or {@code auto}, which is the
 * default and takes Docker where an engine answers and has, or quickly gets, an image). A server's
 * builder can override it.
 */
public enum ServerBackend {
  /** Containers, through Testcontainers' engine detection and image names. */
  DOCKER,
  /** Child processes of this JVM, from programs on the class path. */
  EMBEDDED;

  static final String PROPERTY = "softstart.test.servers";
  static final String VARIABLE = "SOFTSTART_TEST_SERVERS";

  /**
   * Returns the backend in force in this JVM. Looks for a Docker engine the first time, which may
   * block for a second or two; for up to 45 s where the engine must pull the first image.
   *
   * @return the backend that servers use unless told otherwise
   * @throws IllegalArgumentException if the property or the variable has an unknown value
   * @throws TestkitException if Docker is asked for and no engine answers
   */
  public static ServerBackend chosen() {
    return of(asked(), DockerEngine::answers, DockerEngine::isUsableSoon);
  }

  private static String asked() {
    String property = System.getProperty(PROPERTY);
    String variable = System.getenv(VARIABLE);
    if (property != null && !property.isEmpty()) {
      return property;
    }
    return variable != null && !variable.isEmpty() ? variable : "auto";
  }

  static ServerBackend of(
      String asked, BooleanSupplier dockerAnswers, BooleanSupplier dockerIsUsableSoon) {
    return switch (asked.toLowerCase(Locale.ROOT)) {
      case "embedded" -> EMBEDDED;
      case "auto" -> dockerIsUsableSoon.getAsBoolean() ? DOCKER : EMBEDDED;
      case "docker" -> {
        if (!dockerAnswers.getAsBoolean()) {
          throw new TestkitException(
              VARIABLE
                  + " asks for docker, but no Docker engine answers; start one, or use embedded");
        }
        yield DOCKER;
      }
      default ->
          throw new IllegalArgumentException(
              VARIABLE
                  + " (or "
                  + PROPERTY
                  + ") must be docker, embedded or auto, but is "
                  + asked);
    };
  }
}
