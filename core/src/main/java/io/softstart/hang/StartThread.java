package io.softstart.hang;

import io.softstart.hang.ThreadPlace.State;
import io.softstart.time.Stopwatch;
import io.softstart.time.Ticker;
import java.time.Duration;
import java.util.Arrays;

/** The thread that starts the application, and what it is doing; loaded when that is wanted. */
public final class StartThread {
  private static final int SAME = 60;

  private final Thread thread;

  /**
   * Makes one that looks at a thread and never touches it.
   *
   * @param thread the one that starts the application
   */
  public StartThread(Thread thread) {
    this.thread = thread;
  }

  /** {@return where it is at this moment, one clause} */
  public String now() {
    return ThreadPlace.of(thread, State.SEEN, thread.getStackTrace()).text();
  }

  /**
   * {@return where it is at this moment; what keeps it there too, as long as it has not moved}
   *
   * @param last what was found the last time
   * @param more what it does there, as far as somebody else knows
   * @param ends when the start is ended, if it is
   */
  public String now(Finding last, String more, String ends) {
    StackTraceElement[] frames = thread.getStackTrace();
    if (!Arrays.equals(innermost(frames), last.frames)) {
      return ThreadPlace.of(thread, State.SEEN, frames).text() + more + ends;
    }
    String because = last.because();
    return because.isEmpty()
        ? last.place() + more + ends
        : last.place() + more + "; " + because + ends + "; to do: " + last.toDo();
  }

  /** {@return a first look, which a second one is compared with} */
  public Look look() {
    return new Look(thread.getStackTrace(), Jvm.cpu(thread), Jvm.collecting());
  }

  /** What is seen of the thread at one moment. */
  public static final class Look {
    private final StackTraceElement[] frames;
    private final long cpu;
    private final long collecting;
    private final Stopwatch since = new Stopwatch(Ticker.system());

    Look(StackTraceElement[] frames, long cpu, long collecting) {
      this.frames = frames.clone();
      this.cpu = cpu;
      this.collecting = collecting;
    }
  }

  /**
   * {@return what it does, as a second look shows}
   *
   * @param before the first look
   * @param lasting how long the start has taken
   */
  public Finding since(Look before, Duration lasting) {
    Thread.State state = thread.getState();
    Look now = look();
    ThreadPlace place = ThreadPlace.of(thread, state(state, before, now), now.frames);
    Because deadlock = Jvm.deadlock();
    // one collection of a JVM without CPU may take longer than the time between two looks
    long percent =
        Math.max(
            share(now.collecting - before.collecting, before.since.elapsed()),
            share(now.collecting, lasting));
    Because because = place.state() == State.WORKS ? Because.UNKNOWN : place.because();
    if (deadlock.isKnown()) {
      because = deadlock;
    } else if (percent >= 50) {
      because = Jvm.collects(Math.min(100, percent));
    } else if (place.state() == State.BLOCKED) {
      because = Jvm.lockOf(thread);
    } else if (!because.isKnown() && place.state() == State.WAITS) {
      because = Jvm.debugger();
    }
    return new Finding(place, because, innermost(now.frames));
  }

  private static long share(long millis, Duration of) {
    return millis * 100 / Math.max(1, of.toMillis());
  }

  private static State state(Thread.State state, Look before, Look now) {
    if (state == Thread.State.BLOCKED) {
      return State.BLOCKED;
    }
    long used = before.cpu < 0 || now.cpu < 0 ? 0 : now.cpu - before.cpu;
    boolean moved = !Arrays.equals(innermost(before.frames), innermost(now.frames));
    // on a busy machine a thread that loops gets little CPU; in a native call it may need a little
    boolean loops =
        state == Thread.State.RUNNABLE && now.frames.length > 0 && !now.frames[0].isNativeMethod();
    long much = before.since.elapsed().toNanos() / 10;
    return moved || used > (loops ? 0 : much) ? State.WORKS : State.WAITS;
  }

  private static StackTraceElement[] innermost(StackTraceElement[] frames) {
    return Arrays.copyOf(frames, Math.min(SAME, frames.length));
  }

  /** What two looks have shown. */
  public static final class Finding {
    private final ThreadPlace place;
    private final Because because;
    private final StackTraceElement[] frames;

    Finding(ThreadPlace place, Because because, StackTraceElement[] frames) {
      this.place = place;
      this.because = because;
      this.frames = frames;
    }

    /** {@return where it is, one clause} */
    public String place() {
      return place.text();
    }

    /** {@return the method of the application where it is, for comparing starts} */
    public String method() {
      String own = place.own().isEmpty() ? place.called() : place.own();
      int end = own.indexOf('(');
      return end < 0 ? own : own.substring(0, end);
    }

    /** {@return whether it goes on, however slowly} */
    public boolean works() {
      return place.state() == State.WORKS && !because.isKnown();
    }

    /** {@return what keeps it, one clause; empty if that is not known} */
    public String because() {
      return because.what();
    }

    /** {@return what to do about that; empty if it is not known} */
    public String toDo() {
      return because.toDo();
    }
  }
}
