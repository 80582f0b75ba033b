package io.softstart.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Logins that no option of the driver may bound, since the driver would keep it for the times that
 * it connects again. Each is made on a thread of its own and given up in time; a connection that
 * comes too late is closed. Three at most hang at a time. Thread-safe.
 */
final class TimedLogin {
  private static final int MOST_HANGING = 3;

  private final Semaphore free = new Semaphore(MOST_HANGING);

  /**
   * Logs in.
   *
   * @param login what the driver does
   * @param seconds how long at most, at least 1
   */
  Connection connect(Callable<Connection> login, int seconds) throws SQLException {
    try {
      if (!free.tryAcquire(seconds, TimeUnit.SECONDS)) {
        throw new SQLTimeoutException(MOST_HANGING + " logins hang");
      }
      Login running = new Login(login);
      begin(running);
      return result(running, seconds);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while logging in", interrupted);
    }
  }

  private void begin(Login login) throws SQLException {
    Thread thread = new Thread(null, login, "softstart-login", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    try {
      thread.start();
    } catch (OutOfMemoryError noThread) { // "unable to create native thread"
      free.release();
      throw new SQLException("the system has no thread for a login", noThread);
    }
  }

  private static Connection result(Login running, int seconds)
      throws SQLException, InterruptedException {
    try {
      Connection made = running.get(seconds, TimeUnit.SECONDS);
      running.taken = true;
      return made;
    } catch (TimeoutException late) {
      throw new SQLTimeoutException("the login did not end within " + seconds + " s");
    } catch (ExecutionException failed) {
      throw thrown(failed.getCause());
    } finally {
      running.giveUp(); // nothing where it has ended
    }
  }

  private static SQLException thrown(@Nullable Throwable cause) {
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof SQLException own ? own : new SQLException(cause);
  }

  /** One login; its thread closes what comes when nobody waits for it any more. */
  final class Login extends FutureTask<Connection> {
    private boolean taken;

    Login(Callable<Connection> login) {
      super(login);
    }

    /** Called by the thread that waits: a connection that came just then is closed too. */
    void giveUp() {
      if (taken || cancel(true)) {
        return;
      }
      boolean interrupted = Thread.interrupted();
      try {
        get().close(); // it has ended
      } catch (InterruptedException | ExecutionException | SQLException | RuntimeException none) {
        // there is none, or nobody has it
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    public void run() {
      try {
        super.run();
      } finally {
        free.release();
      }
    }

    @Override
    protected void set(Connection made) {
      super.set(made);
      if (isCancelled()) {
        try {
          made.close();
        } catch (SQLException | RuntimeException broken) {
          return; // nobody has it
        }
      }
    }
  }
}
