package io.softstart.client;

/**
 * What has to be up before the first client is used, such as the application's logging: a client
 * would start it inside of its attempt, and the time would be charged to the dependency.
 */
public interface BeforeClients {
  /** Nothing is waited for. */
  BeforeClients NOTHING = () -> {};

  /**
   * Waits until it is up, for a bounded time, and not at all once it is.
   *
   * @throws InterruptedException if interrupted while waiting
   */
  void await() throws InterruptedException;
}
