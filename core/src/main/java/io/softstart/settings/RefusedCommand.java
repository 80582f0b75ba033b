package io.softstart.settings;

import io.softstart.config.ConfigResult;

/** A command on the command line that cannot be answered, for the reasons in a report. */
public final class RefusedCommand extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient ConfigResult<?> configured;

  RefusedCommand(ConfigResult<?> configured) {
    super(configured.report());
    this.configured = configured;
  }

  /** {@return what is wrong with it} */
  public ConfigResult<?> configured() {
    return configured;
  }
}
