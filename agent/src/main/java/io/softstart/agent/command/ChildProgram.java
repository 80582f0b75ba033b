package io.softstart.agent.command;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A program as a child: it has the streams, gets the signals, and decides the exit code. */
final class ChildProgram {
  private static final List<String> SIGNALS = List.of("TERM", "INT", "HUP", "USR1");
  private static final int NOT_FOUND = 127;

  private ChildProgram() {}

  static int run(List<String> program) throws InterruptedException {
    // a signal that comes before the child is kept for it: nothing may end this process alone
    CompletableFuture<Process> started = new CompletableFuture<>();
    for (String signal : SIGNALS) {
      forward(signal, started);
    }
    Process child;
    try {
      child = new ProcessBuilder(program).inheritIO().start();
    } catch (IOException cannotStart) {
      System.err.println(Arguments.NAME + ": " + cannotStart.getMessage());
      return NOT_FOUND;
    }
    started.complete(child);
    return child.waitFor(); // 128 and the signal's number where one has ended it
  }

  /** By reflection: the class is the JDK's own, and every JDK has it. */
  @SuppressWarnings("FutureReturnValueIgnored") // it throws nothing
  private static void forward(String name, CompletableFuture<Process> started) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              ChildProgram.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                started.thenAccept(child -> send(name, child));
                return null;
              });
      Object one = signal.getConstructor(String.class).newInstance(name);
      signal.getMethod("handle", signal, handler).invoke(null, one, proxy);
    } catch (ReflectiveOperationException | RuntimeException notHere) {
      System.err.println(Arguments.NAME + ": the signal " + name + " is not forwarded");
    }
  }

  private static void send(String name, Process child) {
    if (name.equals("TERM")) {
      child.destroy();
      return;
    }
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(child.pid())).inheritIO().start();
    } catch (IOException noSuchCommand) {
      child.destroy();
    }
  }
}
