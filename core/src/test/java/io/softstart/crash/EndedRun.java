package io.softstart.crash;

import com.example.ends.Ends;
import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.JvmResult;
import io.softstart.testkit.RunningJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One run of an application that ends, with a state directory, and all that it left behind. */
final class EndedRun {
  static final Duration LIMIT = Duration.ofSeconds(60);

  final Path home;
  Path state;
  JvmResult result;

  EndedRun(Path home) throws IOException {
    this.home = Files.createDirectories(home);
    state = home.resolve("state");
  }

  /** A JVM that starts fast. */
  static ChildJvm small(ChildJvm program) {
    return program.options("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  }

  ChildJvm program(String... args) {
    return withPlaces(small(ChildJvm.of(Ends.class)).options("-Xmx64m").args(args));
  }

  ChildJvm withPlaces(ChildJvm program) {
    return program
        .env("SOFTSTART_STATE_DIR", state.toString())
        .env("SOFTSTART_TERMINATION_MESSAGE", home.resolve("termination").toString());
  }

  /** {@return a shell script in place of the JVM, which is {@code "$JAVA" "$@"}} */
  Path wrapper(String script) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path file = home.resolve("java");
    Files.writeString(file, "#!/bin/sh\nJAVA=" + java + "\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }

  EndedRun run(UnaryOperator<ChildJvm> setUp, Consumer<RunningJvm> meanwhile, String... args) {
    return run(setUp.apply(program(args)), meanwhile);
  }

  EndedRun run(ChildJvm program, Consumer<RunningJvm> meanwhile) {
    try (RunningJvm running = program.start()) {
      meanwhile.accept(running);
      result = running.awaitExit(LIMIT);
    }
    return this;
  }

  String termination() throws IOException {
    Path file = home.resolve("termination");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  /** The newest report, if there is any. */
  Optional<String> report() throws IOException {
    List<Path> reports = reports();
    return reports.isEmpty()
        ? Optional.empty()
        : Optional.of(Files.readString(reports.get(reports.size() - 1)));
  }

  List<Path> reports() throws IOException {
    List<Path> reports = new ArrayList<>();
    if (Files.isDirectory(ours())) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(ours(), "crash-*.md")) {
        found.forEach(reports::add);
      }
    }
    reports.sort(null);
    return reports;
  }

  Path ours() {
    return state.resolve("softstart-shop");
  }

  String history() throws IOException {
    Path file = ours().resolve("history");
    return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
  }

  /** What a start says about the ones before; empty if it says nothing. */
  static String retrospect(String stderr) {
    return stderr
        .lines()
        .filter(line -> line.matches(".* shop: (\\d+ of )?the last .*"))
        .map(line -> line.substring(line.indexOf("shop: ") + 6))
        .findFirst()
        .orElse("");
  }
}
