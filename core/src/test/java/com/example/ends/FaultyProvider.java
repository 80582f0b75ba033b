package com.example.ends;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLoggerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** A logging provider that throws, or hangs, when it is initialised. */
public class FaultyProvider implements SLF4JServiceProvider {
  /** One that never gets up. */
  public static final class Hanging extends FaultyProvider {
    @Override
    public void initialize() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** One with nothing wrong but that it is the second one. */
  public static final class Second extends FaultyProvider {
    @Override
    public void initialize() {}
  }

  /** One whose loggers wait for a server that the application is waiting for itself. */
  public static final class Blocking extends FaultyProvider {
    @Override
    public void initialize() {}

    @Override
    public ILoggerFactory getLoggerFactory() {
      return name ->
          (Logger)
              Proxy.newProxyInstance(
                  Blocking.class.getClassLoader(),
                  new Class<?>[] {Logger.class},
                  (proxy, method, args) -> {
                    new CountDownLatch(1).await();
                    return null;
                  });
    }
  }

  @Override
  public void initialize() {
    throw new NoClassDefFoundError("com/example/appender/Remote");
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return new NOPLoggerFactory();
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return new org.slf4j.helpers.BasicMarkerFactory();
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return new org.slf4j.helpers.NOPMDCAdapter();
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }
}
