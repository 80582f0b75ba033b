package io.softstart.jdbc;

import java.util.concurrent.Executor;

/** Runs a task on the thread that brings it. */
final class DirectExecutor implements Executor {
  static final DirectExecutor INSTANCE = new DirectExecutor();

  private DirectExecutor() {}

  @Override
  public void execute(Runnable task) {
    task.run();
  }
}
