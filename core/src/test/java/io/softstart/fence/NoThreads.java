package io.softstart.fence;

import java.util.function.Predicate;

/** For tests: threads of these names cannot be started until this is closed. */
public final class NoThreads implements AutoCloseable {
  public NoThreads(Predicate<String> names) {
    Fence.withoutThread = names;
  }

  @Override
  public void close() {
    Fence.withoutThread = null;
  }
}
