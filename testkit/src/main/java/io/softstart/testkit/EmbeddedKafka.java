package io.softstart.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Kafka broker as a child process of this JVM, on this JVM's class path: a test that wants one
 * has {@code org.apache.kafka:kafka_2.13} there; nobody else gets its 40 jars from the testkit.
 */
final class EmbeddedKafka extends EmbeddedServer {
  private static final String MAIN = "kafka.Kafka";

  private final KafkaSettings settings;
  private final int port;
  private final int controller;

  EmbeddedKafka(KafkaSettings settings, int port, int controller) {
    super("Kafka");
    if (EmbeddedKafka.class.getClassLoader().getResource("kafka/Kafka.class") == null) {
      throw new TestkitException(
          "an embedded Kafka needs org.apache.kafka:kafka_2.13 on the class path; or use Docker");
    }
    this.settings = settings;
    this.port = port;
    this.controller = controller;
  }

  @Override
  public String description() {
    return "embedded Kafka";
  }

  @Override
  public void prepare() {
    try {
      Path made = take(Files.createTempDirectory("softstart-kafka-"));
      Watchdog.watch(made);
      TlsFiles keys = settings.keys();
      String address = host() + ":" + port;
      Map<String, String> all =
          settings.properties(
              address,
              address,
              Ports.free(),
              controller,
              keys == null ? "" : keys.keyStore().toString());
      Properties properties = new Properties();
      properties.putAll(all);
      properties.setProperty("log.dirs", made.resolve("data").toString());
      try (var out = Files.newBufferedWriter(propertiesFile(made))) {
        properties.store(out, null);
      }
      Files.writeString(optionsFile(made), options());
      Shell.run(
          java(
              made,
              "kafka.tools.StorageTool",
              "format",
              "-t",
              KafkaSettings.CLUSTER,
              "-c",
              propertiesFile(made).toString()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare Kafka", e);
    }
  }

  @Override
  public void launch() {
    Path made = prepared();
    ProcessBuilder builder = new ProcessBuilder(java(made, MAIN, propertiesFile(made).toString()));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    try {
      Process started = start(builder);
      Files.writeString(made.resolve(Watchdog.PID_FILE), started.pid() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start Kafka", e);
    }
  }

  private static List<String> java(Path home, String... mainAndArguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + optionsFile(home));
    command.addAll(List.of(mainAndArguments));
    return command;
  }

  /** In a file, since the class path is long, and absolute, since the broker runs elsewhere. */
  private static String options() {
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
    return "-Xmx384m -Xms64m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC\n-cp \""
        + classPath.replace("\\", "\\\\")
        + "\"\n";
  }

  @Override
  public void stop() {
    running().destroy(); // a controlled shutdown, which moves leaders away
    if (!hasEnded()) {
      kill(); // a broker without its controller waits for it for minutes
    }
  }

  private static Path propertiesFile(Path home) {
    return home.resolve("server.properties");
  }

  private static Path optionsFile(Path home) {
    return home.resolve("java.options");
  }
}
