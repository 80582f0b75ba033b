package io.softstart.agent;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A driver that cannot be loaded. */
public final class BrokenDriver implements Driver {
  static {
    String how = System.getenv("BROKEN_DRIVER");
    switch (how == null ? "exception" : how) {
      case "hang" -> LockSupport.park();
      case "no-such-class" -> throw new NoClassDefFoundError("org/example/Codec");
      case "too-deep" -> throw new StackOverflowError();
      case "out-of-memory" -> throw new OutOfMemoryError("Metaspace");
      default -> throw new IllegalStateException("the native library is missing");
    }
  }

  @Override
  public @Nullable Connection connect(String url, Properties info) {
    return null;
  }

  @Override
  public boolean acceptsURL(String url) {
    return false;
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }
}
