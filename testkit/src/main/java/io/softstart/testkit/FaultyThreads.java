package io.softstart.testkit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The threads of one {@link FaultyServer}: daemons, all of which it ends when it is closed. */
final class FaultyThreads {
  private static final long JOIN_MILLIS = 5_000;

  private final int port;
  private final Set<Thread> running = new HashSet<>(); // guarded by this

  FaultyThreads(int port) {
    this.port = port;
  }

  /** Creates a thread, which its caller starts. */
  synchronized Thread create(String purpose, Runnable body) {
    Thread thread =
        new Thread(
            () -> {
              try {
                body.run();
              } finally {
                ended(Thread.currentThread());
              }
            },
            "faulty-" + port + "-" + purpose);
    thread.setDaemon(true);
    running.add(thread);
    return thread;
  }

  private synchronized void ended(Thread thread) {
    running.remove(thread);
  }

  private synchronized List<Thread> running() {
    return List.copyOf(running);
  }

  /** Ends all threads; blocks until they have ended. */
  void end() {
    for (List<Thread> still = running(); !still.isEmpty(); still = running()) {
      still.forEach(Thread::interrupt);
      still.forEach(FaultyThreads::join);
    }
  }

  static void join(Thread thread) {
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      throw Poll.interrupted(e);
    }
    if (thread.isAlive()) {
      throw new TestkitException(thread.getName() + " did not end");
    }
  }
}
