package io.softstart.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A log that works before, without and after any logging backend: unbuffered lines on the file
 * descriptor of stderr, so that neither a replaced {@code System.err} nor a bridge can hold them
 * back, and the last ones in memory for a crash report.
 *
 * <p>Thread-safe: one line is one write.
 */
public final class EarlyLog implements LogSink {
  /** How a line is written. */
  public enum Format {
    /** For people. */
    TEXT,
    /** One JSON object a line, with the field names of the Elastic Common Schema. */
    JSON
  }

  private static final int KEPT = 200;
  private static final long PATIENCE_NANOS = 1_000_000_000;

  private final String application;
  private volatile Format format;
  private final OutputStream out;
  private final boolean coloured;
  private final Deque<String> last = new ArrayDeque<>(KEPT);
  private final ReentrantLock writing = new ReentrantLock();
  private volatile boolean stuck;

  /** Writes to the given stream; for tests. */
  EarlyLog(String application, Format format, OutputStream out, boolean coloured) {
    this.application = application;
    this.format = format;
    this.out = out;
    this.coloured = coloured;
  }

  /**
   * {@return a log on stderr}
   *
   * @param application stands in each line
   * @param format how a line is written
   */
  public static EarlyLog toStderr(String application, Format format) {
    return new EarlyLog(
        application, format, new FileOutputStream(FileDescriptor.err), Terminal.isColoured());
  }

  /** Writes further lines in this format. */
  public void format(Format other) {
    format = other;
  }

  @Override
  public void safeLine(Level level, String message, String... fields) {
    if (format == Format.JSON) {
      write(json(level, message, fields).toString());
    } else {
      write(text(level, message));
    }
  }

  @Override
  public void block(Level level, String title, String body) {
    if (format == Format.JSON) {
      write(json(level, title, "error.message", body).toString());
    } else {
      write(text(level, title) + "\n" + body.stripTrailing());
    }
  }

  @Override
  public void report(Level level, String title, String table, String json) {
    if (format == Format.JSON) {
      write(json(level, title).putJson("softstart.report", json).toString());
    } else {
      block(level, title, table);
    }
  }

  /** {@return the last lines written, oldest first} */
  public List<String> lastLines() {
    synchronized (last) {
      return new ArrayList<>(last);
    }
  }

  /** {@return whether a person watches} */
  public boolean isOnTerminal() {
    return Terminal.isStderr();
  }

  /** Writes bytes that were made ready for the moment in which there is no memory for a line. */
  public void raw(byte[] line) {
    try {
      out.write(line);
    } catch (IOException | RuntimeException closed) {
      // nobody is left to be told
    }
  }

  private String text(Level level, String message) {
    String now = Timestamp.of(System.currentTimeMillis());
    String name = coloured ? Terminal.colour(level) : level.name();
    String pad = level == Level.ERROR ? " " : "  ";
    return now + " " + name + pad + application + ": " + message;
  }

  private Json json(Level level, String message, String... fields) {
    Json json =
        Json.object()
            .put("@timestamp", Timestamp.of(System.currentTimeMillis()))
            .put("log.level", level.name().toLowerCase(Locale.ROOT))
            .put("message", message)
            .put("ecs.version", "1.12.0")
            .put("service.name", application)
            .put("event.dataset", application + ".startup")
            .put("log.logger", "softstart");
    for (int i = 0; i + 1 < fields.length; i += 2) {
      json.put(fields[i], fields[i + 1]);
    }
    return json;
  }

  private void write(String line) {
    synchronized (last) {
      if (last.size() == KEPT) {
        last.removeFirst();
      }
      last.addLast(line);
    }
    if (isMyTurn()) {
      try {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      } catch (IOException | RuntimeException closed) {
        // a closed stderr or a full disk must not end the startup; the line is kept in memory
      } finally {
        writing.unlock();
      }
    }
  }

  /**
   * {@return whether nobody writes any more} Where the reader of stderr has stopped reading, one
   * thread blocks in its write: the first one behind it waits for a second, the others not at all.
   */
  private boolean isMyTurn() {
    boolean interrupted = false;
    boolean mine = writing.tryLock();
    long end = System.nanoTime() + PATIENCE_NANOS;
    for (long left = PATIENCE_NANOS; !mine && !stuck && left > 0; left = end - System.nanoTime()) {
      try {
        mine = writing.tryLock(left, TimeUnit.NANOSECONDS);
      } catch (InterruptedException kept) {
        interrupted = true;
      }
    }
    stuck = !mine;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return mine;
  }
}
