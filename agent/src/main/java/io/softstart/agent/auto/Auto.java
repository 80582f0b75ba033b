package io.softstart.agent.auto;

import io.softstart.config.ConfigSource;
import io.softstart.settings.OperatorSettings;
import io.softstart.settings.WaitFor;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code SOFTSTART_WAIT_FOR=auto} stands for, from the usual variables of applications.
 * Without it they are only proposed.
 */
public final class Auto {
  private static final String AUTO = "auto";
  private static final String ASSIGNED = OperatorSettings.WAIT_FOR + "=auto";

  private final List<ConfigSource> sources;
  private final List<String> lines;
  private final boolean asked;

  private Auto(boolean asked, List<ConfigSource> sources, List<String> lines) {
    this.asked = asked;
    this.sources = sources;
    this.lines = lines;
  }

  /**
   * Looks for the variable and for the usual ones.
   *
   * @param sources where they are looked for
   * @return what was found
   */
  public static Auto of(List<ConfigSource> sources) {
    Variables usual = new Variables(sources);
    String text = usual.get(OperatorSettings.WAIT_FOR);
    int comma = text.indexOf(',');
    String first = (comma < 0 ? text : text.substring(0, comma)).strip();
    List<String> lines = new ArrayList<>();
    if (text.isEmpty()) {
      List<Server> servers = usable(usual, new ArrayList<>());
      if (!servers.isEmpty()) {
        lines.add(
            OperatorSettings.WAIT_FOR + " is not set; " + ASSIGNED + " waits for " + join(servers));
      }
      return new Auto(false, sources, lines);
    }
    if (!first.equalsIgnoreCase(AUTO)) {
      return new Auto(false, sources, lines);
    }
    List<Server> servers = usable(usual, lines);
    String rest = comma < 0 ? "" : text.substring(comma + 1);
    if (isWrong(text)) { // told as it was written
      return new Auto(true, sources, lines);
    }
    List<String> entries = new ArrayList<>();
    servers.forEach(server -> entries.add(entry(server)));
    if (!rest.isBlank()) {
      entries.add(rest);
    }
    String found = servers.isEmpty() ? "finds no usual variable" : "waits for " + join(servers);
    lines.add(ASSIGNED + " " + found + (entries.isEmpty() ? ": nothing is waited for" : ""));
    List<String> named = new ArrayList<>();
    servers.forEach(server -> named.add(server.name() + " is from " + server.variable()));
    String variables = String.join(", ", named);
    List<ConfigSource> resolved = new ArrayList<>();
    for (ConfigSource source : sources) {
      resolved.add(new AutoSource(source, String.join(",", entries), variables));
    }
    return new Auto(true, resolved, lines);
  }

  /** {@return whether a source has said auto} */
  public boolean isAsked() {
    return asked;
  }

  /** {@return the sources, which answer with the gates where they have said auto} */
  public List<ConfigSource> sources() {
    return sources;
  }

  /** {@return what to tell the operator; holds no secret} */
  public List<String> lines() {
    return lines;
  }

  private static boolean isWrong(String text) {
    try {
      new WaitFor().apply(text);
      return false;
    } catch (IllegalArgumentException wrong) {
      return true;
    }
  }

  private static List<Server> usable(Variables variables, List<String> lines) {
    List<Server> named = new ArrayList<>(Databases.in(variables));
    named.addAll(OtherServers.in(variables));
    List<Server> usable = new ArrayList<>();
    for (Server server : named) {
      if (usable.stream().noneMatch(server::isSameAs)) {
        Server unique = server.named(freeName(server.name(), usable));
        String fault = faultOf(unique);
        if (fault.isEmpty()) {
          usable.add(unique);
        } else {
          lines.add(ASSIGNED + " does not wait for " + server.variable() + ": " + fault);
        }
      }
    }
    return usable;
  }

  private static String freeName(String name, List<Server> taken) {
    String free = name;
    for (int i = 2; isTaken(free, taken); i++) {
      free = name + i;
    }
    return free;
  }

  private static boolean isTaken(String name, List<Server> taken) {
    return taken.stream().anyMatch(server -> server.name().equals(name));
  }

  private static String faultOf(Server server) {
    if (server.url().isEmpty()) {
      return "its value names no one host";
    }
    if (server.url().contains("${")) {
      return "its value has a placeholder";
    }
    try {
      boolean one = new WaitFor().apply(entry(server)).size() == 1;
      return one ? "" : "its value cannot stand in a list";
    } catch (IllegalArgumentException unusable) {
      return unusable.getMessage() == null ? "its value cannot be used" : unusable.getMessage();
    }
  }

  private static String entry(Server server) {
    return server.name() + "=" + server.url();
  }

  private static String join(List<Server> servers) {
    List<String> texts = new ArrayList<>();
    servers.forEach(server -> texts.add(server.toString()));
    return String.join(", ", texts);
  }
}
