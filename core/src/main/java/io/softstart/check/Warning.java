package io.softstart.check;

import java.util.Optional;

/** A check that only warns. */
record Warning(Preflight check) implements Preflight {
  @Override
  public Optional<Finding> look() throws Exception {
    Optional<Finding> finding = check.look();
    return finding.isPresent() ? Optional.of(finding.get().asWarning()) : finding;
  }
}
