package io.softstart.crash;

import io.softstart.machine.Cgroup;
import io.softstart.machine.Machine;
import io.softstart.redact.RedactedThrowable;
import io.softstart.redact.ThrowableText;
import io.softstart.text.Sizes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The words of {@code crash.rules} for one throwable, each looked up once, when a rule names it.
 */
final class CrashWords {
  private static final int FRAMES = 200;

  private final Throwable thrown;
  private final CrashScene scene;
  private final String message;
  private final Map<String, String> known = new HashMap<>();

  CrashWords(Throwable thrown, CrashScene scene) {
    this.thrown = thrown;
    this.scene = scene;
    message = ThrowableText.oneLine(ThrowableText.messageOf(thrown));
  }

  /** {@return the word, redacted; empty if it is not known} */
  String of(String name) {
    String word = known.get(name);
    if (word == null) {
      word = look(name);
      known.put(name, word);
    }
    return word;
  }

  private String look(String name) {
    return switch (name) {
      case "text" -> message;
      case "last" -> message.substring(message.lastIndexOf(' ') + 1);
      case "class",
          "module",
          "place",
          "volume",
          "gaps",
          "entries",
          "member",
          "copies",
          "places",
          "jar",
          "needed" ->
          new ClassWords(message, scene).of(name);
      case "file", "full", "space", "above", "thing", "mounted", "rights" ->
          new FileWords(thrown, message, scene.machine()).of(name);
      case "here" -> Integer.toString(Runtime.version().feature());
      case "version" -> Runtime.version().toString();
      case "system" -> System.getProperty("os.name") + " " + System.getProperty("os.arch");
      case "user" -> scene.machine().user();
      case "recursion" -> mostFrequentMethod();
      case "heap" -> Sizes.text(Runtime.getRuntime().maxMemory());
      case "container" -> container();
      case "room" -> roomBesideTheHeap() ? "room" : "";
      case "threads" -> threads();
      case "port" -> takenPort();
      case "holder" ->
          of("port").isEmpty()
              ? ""
              : new PortOwner(scene.machine()).of(Integer.parseInt(of("port")));
      case "setting" -> setting();
      case "statusport" -> statusPort();
      default -> throw new IllegalArgumentException("crash.rules names an unknown word: " + name);
    };
  }

  private String takenPort() {
    for (int port : scene.ports().keySet()) {
      if (!new PortOwner(scene.machine()).of(port).isEmpty()) {
        return Integer.toString(port);
      }
    }
    return "";
  }

  /** {@return where the port that is taken comes from} */
  private String setting() {
    String port = of("port");
    String from = port.isEmpty() ? "" : scene.ports().getOrDefault(Integer.valueOf(port), "");
    return from.isEmpty() ? "" : " (" + port + " is set by " + from + ")";
  }

  private String statusPort() {
    String port = Integer.toString(scene.statusPort());
    return scene.statusPort() > 0 && of("port").equals(port) && of("holder").equals(PortOwner.SELF)
        ? port
        : "";
  }

  /** {@return the method that stands in the trace most often} */
  private String mostFrequentMethod() {
    StackTraceElement[] frames = RedactedThrowable.framesOf(thrown);
    List<String> methods = new ArrayList<>();
    for (int i = 0; i < Math.min(frames.length, FRAMES); i++) {
      methods.add(ThrowableText.methodOf(frames[i]));
    }
    int most = 0;
    String found = "";
    for (String method : methods) {
      int count = Collections.frequency(methods, method);
      if (count > most) {
        most = count;
        found = ": " + method;
      }
    }
    return found;
  }

  private OptionalLong memoryLimit() {
    return new Cgroup(scene.machine()).memoryLimit();
  }

  private boolean roomBesideTheHeap() {
    OptionalLong limit = memoryLimit();
    return limit.isPresent() && limit.getAsLong() > Runtime.getRuntime().maxMemory() / 3 * 4;
  }

  private String container() {
    OptionalLong limit = memoryLimit();
    return limit.isPresent() ? " (the container: " + Sizes.text(limit.getAsLong()) + ")" : "";
  }

  private String threads() {
    Machine machine = scene.machine();
    StringBuilder text = new StringBuilder();
    append(text, "this process has ", machine.threads());
    append(text, "the container may have ", new Cgroup(machine).taskLimit());
    append(text, "this user may have ", machine.userTaskLimit());
    return text.toString();
  }

  private static void append(StringBuilder text, String words, OptionalLong number) {
    if (number.isPresent()) {
      text.append(text.length() == 0 ? ": " : ", ").append(words).append(number.getAsLong());
    }
  }
}
