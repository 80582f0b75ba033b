package io.softstart.spring;

import io.softstart.StartupException;
import org.springframework.boot.ExitCodeGenerator;

/** A startup's failure on its way through Spring Boot, which takes the exit code from it. */
final class FailedStart extends RuntimeException implements ExitCodeGenerator {
  private static final long serialVersionUID = 1;

  private final StartupException failure;

  FailedStart(StartupException failure) {
    super(failure.getMessage(), failure);
    this.failure = failure;
  }

  StartupException failure() {
    return failure;
  }

  @Override
  public int getExitCode() {
    return failure.exitCode();
  }
}
