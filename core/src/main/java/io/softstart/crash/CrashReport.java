package io.softstart.crash;

import io.softstart.log.EarlyLog;
import io.softstart.log.Timestamp;
import io.softstart.machine.Machine;
import io.softstart.redact.Redactor;
import io.softstart.text.Sizes;
import java.util.List;
import java.util.OptionalLong;

/** All that is known of an end as Markdown, ready to be pasted into an issue. */
final class CrashReport {
  private static final int LINES = 50;

  /** Where build systems and platforms tell what runs. */
  private static final String[] ORIGIN = {
    "IMAGE",
    "IMAGE_TAG",
    "IMAGE_VERSION",
    "APP_VERSION",
    "VERSION",
    "GIT_COMMIT",
    "GIT_SHA",
    "GIT_REVISION",
    "COMMIT_SHA",
    "SOURCE_COMMIT",
    "SOURCE_VERSION",
    "HEROKU_SLUG_COMMIT",
    "HOSTNAME",
    "POD_NAME",
    "POD_NAMESPACE",
    "NODE_NAME",
    "INVOCATION_ID",
  };

  private final StringBuilder text = new StringBuilder();

  private CrashReport() {}

  /** {@return the time for a file's name: 20261122T091500Z} */
  static String stamp() {
    String now = Timestamp.of(Timestamp.now());
    return now.substring(0, now.indexOf('.')).replace("-", "").replace(":", "") + "Z";
  }

  static String of(
      String application,
      String run,
      End end,
      Situation situation,
      EarlyLog log,
      String retrospect) {
    CrashReport report = new CrashReport();
    report.heading("# ", application + ": " + end.cause());
    report.text.append(Timestamp.of(Timestamp.now())).append(", run ").append(run).append(": ");
    report.text.append(end.title()).append(".\n");
    if (!retrospect.isEmpty()) {
      report.text.append("\nBefore: ").append(retrospect).append(".\n");
    }
    report.heading("## ", "What happened");
    report.block(end.body());
    report.environment(Machine.here());
    report.heading("## ", "Phases and gates");
    report.block(situation.table());
    report.heading("## ", "Configuration");
    List<String> settings = situation.settings();
    report.block(settings.isEmpty() ? "none was read yet" : String.join("\n", settings));
    report.heading("## ", "Last lines of the log");
    List<String> lines = log.lastLines();
    report.block(String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size())));
    return report.text.toString();
  }

  private void environment(Machine machine) {
    heading("## ", "Environment");
    text.append("| what | value |\n|---|---|\n");
    row("JVM", property("java.vm.name") + " " + property("java.vm.version"));
    row("Java", property("java.version") + " of " + property("java.vendor"));
    row(
        "system",
        machine.operatingSystem()
            + ", "
            + property("os.name")
            + " "
            + property("os.version")
            + " "
            + property("os.arch"));
    row("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    row("heap, at most", Sizes.text(Runtime.getRuntime().maxMemory()));
    OptionalLong memory = machine.cgroup().memoryLimit();
    row(
        "memory of the container",
        memory.isPresent() ? Sizes.text(memory.getAsLong()) : "no limit");
    row("OOM kills in the container", number(machine.cgroup().oomKills()));
    row("tasks of the container", number(machine.cgroup().taskLimit()));
    row("user, directory", property("user.name") + ", " + property("user.dir"));
    for (String name : ORIGIN) {
      String value = System.getenv(name);
      if (value != null) {
        row(name, Redactor.redact(value));
      }
    }
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }

  private static String number(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "not limited or not known";
  }

  private void heading(String level, String words) {
    text.append(text.length() == 0 ? "" : "\n").append(level).append(words).append("\n\n");
  }

  private void row(String what, String value) {
    text.append("| ").append(what).append(" | ").append(value.replace("|", "\\|")).append(" |\n");
  }

  /** A fence longer than any within the text. */
  private void block(String body) {
    String fence = body.contains("```") ? "````" : "```";
    text.append(fence).append("text\n").append(body.stripTrailing());
    text.append('\n').append(fence).append('\n');
  }
}
