package io.softstart.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real browser without a window, told what to do over its DevTools protocol: what the JDK has for
 * that is enough, and no driver has to fit the browser's version.
 */
final class Chromium implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Path PICTURES = Path.of("target/pages");
  private static final int PHONE = 390;
  private static final int DESK = 1_000;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path profile;
  private final Process process;
  private final WebSocket socket;
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private int number;

  private Chromium(Path program, String url) throws Exception {
    profile = Files.createTempDirectory("softstart-chromium");
    List<String> command = new ArrayList<>(List.of(program.toString(), "--headless"));
    command.addAll(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"));
    command.addAll(List.of("--disable-background-networking", "--disable-component-update"));
    command.addAll(List.of("--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars"));
    command.addAll(List.of("--remote-debugging-port=0", "--user-data-dir=" + profile, url));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("output").toFile())
            .start();
    try {
      HttpClient client = HttpClient.newHttpClient();
      URI pages = URI.create("http://127.0.0.1:" + debuggingPort() + "/json/list");
      String target = "";
      for (long end = end(); target.isEmpty() && System.nanoTime() < end; pause()) {
        HttpRequest request = HttpRequest.newBuilder(pages).build();
        for (JsonNode page :
            MAPPER.readTree(client.send(request, BodyHandlers.ofString()).body())) {
          if (page.at("/url").asText().startsWith(url)) {
            target = page.at("/webSocketDebuggerUrl").asText();
          }
        }
      }
      socket =
          client
              .newWebSocketBuilder()
              .buildAsync(URI.create(target), new Received())
              .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      send("Runtime.enable", Map.of());
      send("Log.enable", Map.of());
      send("Page.enable", Map.of());
    } catch (Exception | Error failed) {
      stop();
      throw failed;
    }
  }

  /** Finds the browser of this machine, as Debian and others name it. */
  private static Optional<Path> program() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .flatMap(
            dir ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(Path.of(dir)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Opens the page of a port of this machine; ends the test where there is no browser. */
  static Chromium open(int port) throws Exception {
    Optional<Path> program = program();
    assumeTrue(program.isPresent(), "no Chromium on the PATH: the page is not looked at here");
    return new Chromium(program.get(), "http://127.0.0.1:" + port + "/");
  }

  /** What the page and the browser complain about, such as a violated policy. */
  List<String> errors() {
    return errors;
  }

  /** Evaluates an expression in the page and returns its value as text. */
  String evaluate(String expression) throws Exception {
    JsonNode answer =
        send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.at("/result/value").asText();
  }

  /** Waits until an expression is true in the page; one that throws is not true yet. */
  void await(String expression) throws Exception {
    String condition = "(() => { try { return " + expression + " } catch (e) { return false } })()";
    for (long end = end(); !evaluate(condition).equals("true"); pause()) {
      if (System.nanoTime() > end) {
        String text = evaluate("document.body.innerText");
        throw new AssertionError("never " + expression + "; the page says: " + text + errors);
      }
    }
  }

  /** Leaves pictures of the page, light and dark, of a phone and of a desk. */
  void shoot(String state) throws Exception {
    for (String scheme : new String[] {"light", "dark"}) {
      shoot(PICTURES.resolve(state + "-" + scheme + "-phone.png"), PHONE, scheme);
      assertThat(evaluate("document.documentElement.scrollWidth <= " + PHONE))
          .as("no scrolling sideways on a phone")
          .isEqualTo("true");
      shoot(PICTURES.resolve(state + "-" + scheme + "-desk.png"), DESK, scheme);
    }
  }

  private void shoot(Path png, int width, String scheme) throws Exception {
    send(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    Map<String, Object> metrics =
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600);
    send("Emulation.setDeviceMetricsOverride", metrics);
    JsonNode shot = send("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
    Files.createDirectories(png.getParent());
    Files.write(png, Base64.getDecoder().decode(shot.at("/data").asText()));
  }

  private JsonNode send(String method, Map<String, ?> parameters) throws Exception {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    int id = ++number;
    asked.put(id, answer);
    ObjectNode message = MAPPER.createObjectNode().put("id", id).put("method", method);
    message.set("params", MAPPER.valueToTree(parameters));
    socket.sendText(message.toString(), true).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    return answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private String debuggingPort() throws Exception {
    Path file = profile.resolve("DevToolsActivePort");
    for (long end = end(); !Files.exists(file) || Files.size(file) == 0; pause()) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new AssertionError(Files.readString(profile.resolve("output")));
      }
    }
    return Files.readAllLines(file).get(0);
  }

  private static long end() {
    return System.nanoTime() + LIMIT.toNanos();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException end) {
      throw new AssertionError(end);
    }
  }

  @Override
  public void close() throws IOException {
    socket.abort();
    stop();
  }

  private void stop() throws IOException {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle each : all) {
      each.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private final class Received implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        take(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    private void take(String message) {
      try {
        JsonNode json = MAPPER.readTree(message);
        String method = json.at("/method").asText();
        if (json.has("id")) {
          asked.remove(json.get("id").asInt()).complete(json.path("result"));
        } else if (method.equals("Runtime.exceptionThrown")
            || json.at("/params/entry/level").asText().equals("error")) {
          errors.add(json.get("params").toString());
        }
      } catch (IOException broken) {
        errors.add(broken.toString());
      }
    }
  }
}
