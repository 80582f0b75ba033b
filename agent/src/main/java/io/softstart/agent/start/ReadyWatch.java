package io.softstart.agent.start;

import io.softstart.Startup;
import io.softstart.event.Phase;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.Set;

/** Notices that the application is ready, on a daemon thread. */
final class ReadyWatch implements Runnable {
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** The table of sockets of a large host takes long to read. */
  private static final int SHARE = 50;

  private final Startup startup;
  private final ReadyRule rule;
  private final Thread main;
  private final Set<Integer> before;
  private final Ticker ticker = Ticker.system();

  private ReadyWatch(Startup startup, ReadyRule rule, Thread main) {
    this.startup = startup;
    this.rule = rule;
    this.main = main;
    this.before = ListeningPorts.ofThisProcess();
  }

  static void begin(Startup startup, ReadyRule rule, Thread main) {
    Thread thread =
        new Thread(null, new ReadyWatch(startup, rule, main), "softstart-ready", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    try {
      thread.start();
    } catch (OutOfMemoryError noThread) {
      AgentLog.sayOnce("it is never told whether the application is ready: no thread could start");
    }
  }

  @Override
  public void run() {
    try {
      long took = 0;
      do {
        ticker.sleep(Math.max(PAUSE.toNanos(), took * SHARE));
        if (isOver()) {
          return;
        }
        long from = ticker.read();
        boolean ready = isReady();
        took = ticker.read() - from;
        if (ready) {
          startup.ready();
          return;
        }
      } while (true);
    } catch (InterruptedException ends) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException over) { // the startup has ended meanwhile, and said how
      return;
    }
  }

  private boolean isOver() {
    Phase phase = startup.phase();
    return phase == Phase.READY || phase == Phase.FAILED || phase == Phase.STOPPED;
  }

  private boolean isReady() throws InterruptedException {
    if (rule.port() > 0) {
      return ListeningPorts.ofThisProcess().contains(rule.port());
    }
    if (!main.isAlive()) {
      ticker.sleep(PAUSE.toNanos()); // without other threads the process ends now
      return true;
    }
    Set<Integer> now = ListeningPorts.ofThisProcess();
    now.removeAll(before);
    return !now.isEmpty();
  }
}
