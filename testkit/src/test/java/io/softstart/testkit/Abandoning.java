package io.softstart.testkit;

import java.util.concurrent.CountDownLatch;

/** A program that starts a server and never closes it. */
final class Abandoning {
  private Abandoning() {}

  @SuppressWarnings("resource") // that is the point
  public static void main(String[] args) throws InterruptedException {
    ServerBackend backend = ServerBackend.valueOf(args[0]);
    PostgresServer server = PostgresServer.builder().backend(backend).build();
    server.start();
    if (backend == ServerBackend.DOCKER) {
      System.out.println("session " + org.testcontainers.DockerClientFactory.SESSION_ID);
    }
    System.out.println("port " + server.port());
    if (args[1].equals("stay")) {
      new CountDownLatch(1).await();
    }
  }
}
