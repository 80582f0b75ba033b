package io.softstart.agent.command;

import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.agent.auto.Auto;
import io.softstart.agent.greeting.UnreadableJars;
import io.softstart.agent.start.AgentLog;
import io.softstart.agent.start.ContextLoader;
import io.softstart.config.ConfigSource;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The jar as a command. */
public final class Command {
  private static final int USAGE = 78;

  private static final String HELP =
      """
      java -jar softstart-agent.jar wait  [--for name=url]... [--deadline 2m]
                                    check [--for name=url]... [--json]
                                    run   [--for name=url]... [--deadline 2m] -- program arguments
        wait   ends with 0 when all gates are open, else with 69 or 78
        check  tries each gate once, and prints a table
        run    waits, then runs the program: its streams, its exit code, and the signals
               TERM, INT, HUP and USR1, not QUIT, which is the JVM's own;
               where nothing says what to wait for, at once
        --class-path a.jar:b.jar  drivers, to log in; without them a server is only greeted
      Without --for, SOFTSTART_WAIT_FOR says what to wait for; SOFTSTART_WAIT_FOR=auto, or --for
      auto, takes the usual variables, such as SPRING_DATASOURCE_URL, DATABASE_URL and REDIS_URL.
      URLs are those of jdbc:, postgresql:, mysql:, mariadb:, redis:, rediss:, kafka:, http:, https:,
      tcp: and file:.
      """;

  private Command() {}

  /**
   * Does what the command line says, and ends the process.
   *
   * @param words the command and its arguments
   * @throws Exception what ends the wait; the startup's hook reports it, and exits
   */
  public static void main(String... words) throws Exception {
    String command = words.length == 0 ? "" : words[0];
    if (command.equals("--help") || command.equals("help")) {
      System.out.print(HELP);
      return;
    }
    try {
      String[] rest = Arrays.copyOfRange(words, Math.min(1, words.length), words.length);
      Arguments arguments = Arguments.of(rest);
      useDrivers(arguments.classPath());
      switch (command) {
        case "wait" -> await(arguments);
        case "check" -> System.exit(Check.of(arguments));
        case "run" -> run(arguments);
        default ->
            throw new IllegalArgumentException(
                command.isEmpty() ? "say wait, check or run" : command + " is no command");
      }
    } catch (IllegalArgumentException unusable) {
      System.err.println(Arguments.NAME + ": " + unusable.getMessage());
      System.err.print(HELP);
      System.exit(USAGE);
    }
  }

  /** Returns when all gates are open. */
  private static void await(Arguments arguments) {
    Auto auto = arguments.auto();
    auto.lines().forEach(AgentLog::sayOnce);
    if (Arguments.waitFor(auto).isEmpty()) {
      throw new IllegalArgumentException(Arguments.whyNothing(auto));
    }
    ConfigSource[] sources = auto.sources().toArray(new ConfigSource[0]);
    Startup startup = Startup.begin(StartupOptions.of(Arguments.NAME).sources(sources));
    startup.await();
    startup.ready();
    startup.close();
  }

  private static void run(Arguments arguments) throws IOException, InterruptedException {
    if (arguments.program().isEmpty()) {
      throw new IllegalArgumentException("run needs a program behind --");
    }
    Auto auto = arguments.auto();
    if (Arguments.waitFor(auto).isPresent()) {
      await(arguments);
    } else { // in an image whose entrypoint this is, and whose user has nothing to wait for
      auto.lines().forEach(AgentLog::sayOnce);
      AgentLog.sayOnce(
          "nothing to wait for: "
              + Arguments.whyNothing(auto)
              + "; "
              + arguments.program().get(0)
              + " starts at once");
    }
    System.exit(ChildProgram.run(arguments.program()));
  }

  private static void useDrivers(String classPath) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String path : classPath.split(File.pathSeparator, -1)) {
      if (!path.isEmpty()) {
        if (!new File(path).exists()) {
          throw new IllegalArgumentException("--class-path: " + path + " does not exist");
        }
        urls.add(Path.of(path).toUri().toURL());
      }
    }
    List<String> unreadable = UnreadableJars.on(classPath);
    if (!unreadable.isEmpty()) {
      throw new IllegalArgumentException(
          "--class-path: " + String.join(", ", unreadable) + " cannot be read as a jar");
    }
    ClassLoader drivers =
        urls.isEmpty()
            ? ClassLoader.getPlatformClassLoader()
            : new URLClassLoader(
                "softstart-drivers",
                urls.toArray(new URL[0]),
                ClassLoader.getPlatformClassLoader());
    Thread.currentThread()
        .setContextClassLoader(new ContextLoader(Command.class.getClassLoader(), drivers));
  }
}
