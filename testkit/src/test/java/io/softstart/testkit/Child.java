package io.softstart.testkit;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What {@link ChildJvmTest} runs as a process of its own. */
final class Child {
  private Child() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    switch (args[0]) {
      case "print" -> {
        System.out.print("out 1\n\n  out 2");
        System.err.print("err\n");
        System.exit(Integer.parseInt(args[1]));
      }
      case "tell" -> {
        System.getenv().forEach((name, value) -> System.out.println("env " + name + "=" + value));
        System.out.println("property " + System.getProperty("some.property"));
        System.out.println("directory " + System.getProperty("user.dir"));
        System.out.println(
            "heap " + (Runtime.getRuntime().maxMemory() + (3 << 20)) / (16 << 20) * 16);
        System.out.println("stdin " + System.in.read());
      }
      case "wait" -> {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
        System.out.println("waiting");
        new CountDownLatch(1).await();
      }
      case "tick" -> {
        for (int i = 1; ; i++) {
          System.out.println("tick " + i);
          TimeUnit.MILLISECONDS.sleep(20);
        }
      }
      case "parent" -> {
        System.out.println("grandchild " + sleeper().pid());
        new CountDownLatch(1).await();
      }
      case "leave" -> System.out.println("grandchild " + sleeper().pid());
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static Process sleeper() throws IOException {
    return new ProcessBuilder(List.of("sleep", "600")).inheritIO().start();
  }
}
