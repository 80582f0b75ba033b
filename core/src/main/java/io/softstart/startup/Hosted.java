package io.softstart.startup;

import io.softstart.crash.CrashHooks;
import io.softstart.log.EarlyLog;
import io.softstart.log.SwitchingLog;

/**
 * A process whose {@code main} belongs to a framework: hooks are taken as in an own process, but
 * the framework reads the command line, prints failures and ends the process.
 */
final class Hosted extends OwnProcess {
  Hosted(EarlyLog early, SwitchingLog lines, CrashHooks hooks) {
    super(early, lines, hooks);
  }

  @Override
  public boolean answersCommands() {
    return false;
  }
}
