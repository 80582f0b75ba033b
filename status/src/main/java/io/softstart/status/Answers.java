package io.softstart.status;

import io.softstart.machine.Machine;
import io.softstart.spi.StartupSnapshot;
import io.softstart.spi.StatusService;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What is answered to which request. For the selector's thread only. */
final class Answers {
  private static final int LONGEST_TARGET = 1_024;

  private final StatusService.Source source;
  private final StatusJson json;
  private @Nullable Response page;

  Answers(StatusService.Source source) {
    this.source = source;
    json = new StatusJson(source, new Resources(Machine.here()));
  }

  /**
   * Answers what has been read of a request.
   *
   * @param read what was read
   * @param length how much of it
   * @param atEnd whether nothing more will come
   * @return what to send; null while the request may still become whole
   */
  @Nullable ByteBuffer toHead(byte[] read, int length, boolean atEnd) {
    int lineEnd = lineEnd(read, length);
    if (lineEnd < 0 ? length > LONGEST_TARGET : lineEnd > LONGEST_TARGET) {
      return Response.text("414 URI Too Long", "too long").bytes(true);
    }
    if (!isWhole(read, length)) {
      boolean full = length == read.length;
      return full
          ? Response.text("431 Request Header Fields Too Large", "too much").bytes(true)
          : null;
    }
    String line = new String(read, 0, lineEnd, StandardCharsets.ISO_8859_1).stripTrailing();
    int method = line.indexOf(' ');
    int target = line.lastIndexOf(' ');
    if (method <= 0 || target <= method || !line.startsWith("HTTP/1.", target + 1)) {
      return Response.text("400 Bad Request", "this is not HTTP/1.1").bytes(true);
    }
    String verb = line.substring(0, method);
    boolean head = verb.equals("HEAD");
    if (!head && !verb.equals("GET")) {
      return new Response(
              "405 Method Not Allowed",
              "text/plain; charset=utf-8",
              "GET and HEAD only\n",
              "Allow: GET, HEAD\r\n")
          .bytes(true);
    }
    return to(line.substring(method + 1, target), read, length).bytes(!head);
  }

  private Response to(String target, byte[] read, int length) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    boolean verbose = query >= 0 && target.substring(query + 1).equals("verbose");
    StartupSnapshot report = source.snapshot();
    String meant = ofActuator(path);
    if (!isNamed(meant, read, length)) {
      return Response.text("421 Misdirected Request", "ask by an address, or by localhost");
    }
    return switch (meant) {
      case "/livez" -> health("200 OK", "alive: ", report, verbose);
      case "/readyz" -> {
        boolean ready = Sentences.isReady(report);
        yield health(
            ready ? "200 OK" : "503 Service Unavailable",
            ready ? "" : "not ready: ",
            report,
            verbose);
      }
      case "/status" -> new Response("200 OK", "application/json", json.of(report) + "\n", "");
      case "/metrics" -> new Response("200 OK", Metrics.TYPE, Metrics.of(report, source), "");
      case "/" -> page();
      default -> Response.text("404 Not Found", "try /livez, /readyz, /metrics, /status or /");
    };
  }

  /** Whether somebody asks this machine and no public name; who only asks for health may. */
  private static boolean isNamed(String path, byte[] read, int length) {
    return switch (path) {
      case "/", "/status" -> HostHeader.isOwn(read, length);
      case "/metrics" -> HostHeader.isOfMachine(read, length, Machine.here().host());
      default -> true;
    };
  }

  /**
   * {@return the path that means the same here} An orchestrator that asks a Spring Boot application
   * for its health or its meters, under any base path, does so while that has its port from here.
   */
  private static String ofActuator(String path) {
    if (path.endsWith("/health/liveness")) {
      return "/livez";
    }
    if (path.endsWith("/prometheus")) {
      return "/metrics";
    }
    return path.endsWith("/health/readiness") || path.endsWith("/health") ? "/readyz" : path;
  }

  private Response health(String status, String word, StartupSnapshot report, boolean verbose) {
    String text = word + Sentences.doing(report, source);
    return Response.text(status, verbose ? text + Sentences.gates(report) : text);
  }

  /** Made when it is first wanted: reading it and its hashes cost some milliseconds. */
  private Response page() {
    if (page == null) {
      page = Page.load();
    }
    return page;
  }

  private static int lineEnd(byte[] read, int length) {
    for (int i = 0; i < length; i++) {
      if (read[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Whether an empty line has come. */
  private static boolean isWhole(byte[] read, int length) {
    boolean lineIsEmpty = false;
    for (int i = 0; i < length; i++) {
      if (read[i] == '\n') {
        if (lineIsEmpty) {
          return true;
        }
        lineIsEmpty = true;
      } else if (read[i] != '\r') {
        lineIsEmpty = false;
      }
    }
    return false;
  }
}
