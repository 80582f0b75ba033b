package io.softstart.testkit;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A child JVM from its start on; what it prints is collected all the while.
 *
 * <p>Thread-safe. The methods that wait say so; an interrupt ends them with a {@link
 * TestkitException} and leaves the interrupt flag set.
 */
public final class RunningJvm implements AutoCloseable {
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

  // A grandchild may hold the pipes open for longer than the child lives.
  private static final Duration OUTPUT_LIMIT = Duration.ofSeconds(2);

  private final Process process;
  private final long startedAt;
  private final CollectedOutput output = new CollectedOutput();
  private final CompletableFuture<Long> endedAt = new CompletableFuture<>();

  RunningJvm(Process process, long startedAt) throws IOException {
    this.process = process;
    this.startedAt = startedAt;
    LastResort.add(this, this::killFamily);
    process.getOutputStream().close();
    output.collect(OutputLine.Source.STDOUT, process.getInputStream(), process.pid());
    output.collect(OutputLine.Source.STDERR, process.getErrorStream(), process.pid());
    Thread end = new Thread(this::noteEnd, "child-" + process.pid() + "-end");
    end.setDaemon(true);
    end.start();
  }

  /**
   * Returns the process id.
   *
   * @return the operating system's number for the process
   */
  public long pid() {
    return process.pid();
  }

  /**
   * Returns whether the process has not ended yet; a stopped one has not.
   *
   * @return true while it exists
   */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Returns when the process was started.
   *
   * @return the {@link System#nanoTime()} just before the start
   */
  public long startedAt() {
    return startedAt;
  }

  /**
   * Returns the lines printed so far, in the order of their arrival.
   *
   * @return the lines of both streams
   */
  public List<OutputLine> lines() {
    return output.lines();
  }

  /**
   * Returns what was printed to standard output so far.
   *
   * @return the text, unchanged
   */
  public String stdout() {
    return output.text(OutputLine.Source.STDOUT);
  }

  /**
   * Returns what was printed to standard error so far.
   *
   * @return the text, unchanged
   */
  public String stderr() {
    return output.text(OutputLine.Source.STDERR);
  }

  /**
   * Waits for a line that contains a text, on either stream; one that was printed before counts.
   *
   * @param part the text to look for
   * @param limit how long to wait at most
   * @return the first such line
   * @throws TestkitException if the limit passed or the process ended without such a line; its
   *     output is in the message
   */
  public OutputLine awaitLine(String part, Duration limit) {
    return awaitLine("containing [" + part + "]", line -> line.text().contains(part), limit);
  }

  /**
   * Waits for a line that meets a condition; one that was printed before counts.
   *
   * @param condition what the line must be like
   * @param limit how long to wait at most
   * @return the first such line
   * @throws TestkitException if the limit passed or the process ended without such a line; its
   *     output is in the message
   */
  public OutputLine awaitLine(Predicate<OutputLine> condition, Duration limit) {
    return awaitLine("as asked for", condition, limit);
  }

  private OutputLine awaitLine(String what, Predicate<OutputLine> condition, Duration limit) {
    Poll.until(limit, () -> output.first(condition).isPresent() || hasEnded());
    return output
        .first(condition)
        .orElseThrow(
            () ->
                new TestkitException(
                    "no line "
                        + what
                        + (hasEnded() ? " before the end" : " within " + limit)
                        + "\n"
                        + report()));
  }

  /**
   * Sends a signal to the process.
   *
   * @param name the signal's name without SIG, such as {@code TERM}, {@code INT}, {@code HUP},
   *     {@code STOP}, {@code CONT}, {@code QUIT} or {@code KILL}
   * @throws IllegalArgumentException if that is no name of a signal
   * @throws IllegalStateException if the process has ended
   */
  public void signal(String name) {
    if (!name.matches("[A-Z][A-Z0-9]*") || name.startsWith("SIG")) {
      throw new IllegalArgumentException("a signal is named like TERM, not " + name);
    }
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "cannot signal " + name + ": the process has ended\n" + report());
    }
    if (!Shell.signal(name, List.of(process.toHandle())) && process.isAlive()) {
      throw new IllegalArgumentException("no signal is named " + name);
    }
  }

  /**
   * Waits for the end of the process. One that does not end in time is killed with its descendants.
   *
   * @param limit how long to wait at most
   * @return its exit code, output and time
   * @throws TestkitException if it did not end within the limit; its output is in the message
   */
  public JvmResult awaitExit(Duration limit) {
    if (!Poll.until(limit, () -> !process.isAlive())) {
      killFamily();
      throw new TestkitException(
          "process " + pid() + " did not end within " + limit + "\n" + report());
    }
    long end = endedAt.join(); // comes OUTPUT_LIMIT after the end at the latest
    return new JvmResult(
        process.exitValue(), stdout(), stderr(), Duration.ofNanos(end - startedAt));
  }

  /** Kills the process and its descendants, if they still run, and waits until they are gone. */
  @Override
  public void close() {
    Interrupts.heldBackIn(this::killFamily);
    LastResort.remove(this);
  }

  @Override
  public String toString() {
    return "child JVM " + pid() + (isAlive() ? "" : ", ended");
  }

  private void killFamily() {
    List<ProcessHandle> family =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    family.forEach(ProcessHandle::destroyForcibly);
    if (!Poll.until(
        KILL_LIMIT, () -> !process.isAlive() && family.stream().allMatch(Shell::isGone))) {
      throw new TestkitException("process " + pid() + " or one of its children cannot be killed");
    }
  }

  /** Ended, and all that it printed has been read. */
  private boolean hasEnded() {
    return endedAt.isDone();
  }

  private void noteEnd() {
    try {
      process.waitFor();
      long now = System.nanoTime();
      output.awaitEnd(OUTPUT_LIMIT);
      endedAt.complete(now);
    } catch (InterruptedException e) {
      endedAt.completeExceptionally(e); // nobody has this thread to interrupt it
    }
  }

  private String report() {
    return "--- stdout\n" + stdout() + "--- stderr\n" + stderr() + "---";
  }
}
