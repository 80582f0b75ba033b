package io.softstart.crash;

import io.softstart.log.Timestamp;
import io.softstart.machine.BuildInfo;
import io.softstart.machine.Cgroup;
import io.softstart.machine.Machine;
import io.softstart.redact.Redactor;
import io.softstart.redact.ThrowableText;
import io.softstart.text.Sizes;
import java.util.List;
import java.util.OptionalLong;

/** All that is known of an ending as Markdown, ready to be pasted into an issue. */
final class CrashReport {
  private static final int LINES = 50;
  private static final String THREADS = "Threads";

  /** Where build systems and platforms tell what runs. */
  private static final String[] ORIGIN =
      ("IMAGE IMAGE_TAG IMAGE_VERSION APP_VERSION VERSION GIT_COMMIT GIT_SHA "
              + "GIT_REVISION COMMIT_SHA SOURCE_COMMIT SOURCE_VERSION HEROKU_SLUG_COMMIT "
              + "HOSTNAME POD_NAME POD_NAMESPACE NODE_NAME INVOCATION_ID")
          .split(" ");

  private final Ending ending;
  private final Circumstances circumstances;
  private final BuildInfo build;
  private final List<String> log;
  private final StringBuilder text = new StringBuilder();

  private CrashReport(
      Ending ending, Circumstances circumstances, BuildInfo build, List<String> log) {
    this.ending = ending;
    this.circumstances = circumstances;
    this.build = build;
    this.log = log;
  }

  /**
   * {@return the report}
   *
   * @param before what happened to earlier starts; empty if there is nothing to say
   * @param build what runs
   * @param log the last lines
   */
  static String of(
      String application,
      String run,
      Ending ending,
      Circumstances circumstances,
      String before,
      BuildInfo build,
      List<String> log) {
    CrashReport report = new CrashReport(ending, circumstances, build, log);
    report.text.append("# ").append(application).append(": ").append(ending.cause()).append("\n\n");
    report.text.append(Timestamp.of(Timestamp.now())).append(", run ").append(run).append(": ");
    report.text.append(ending.title()).append(".\n");
    if (!before.isEmpty()) {
      report.text.append("\nBefore: ").append(before).append(".\n");
    }
    String[] sections = {
      "What happened",
      "Environment",
      "Phases and gates",
      THREADS,
      "Configuration",
      "Last lines of the log"
    };
    for (String section : sections) {
      if (!section.equals(THREADS) || report.knowsMoreOfThreads()) {
        report.section(section);
      }
    }
    return report.text.toString();
  }

  private boolean knowsMoreOfThreads() {
    String first = circumstances.threads.split("\n", 2)[0];
    return !first.isEmpty() && !ending.body().contains(first);
  }

  /** A section that cannot be written costs only itself. */
  private void section(String name) {
    text.append("\n## ").append(name).append("\n\n");
    try {
      switch (name) {
        case "What happened" -> block(ending.body());
        case "Environment" -> environment(Machine.here());
        case "Phases and gates" -> block(circumstances.table);
        case THREADS -> block(circumstances.threads);
        case "Configuration" -> {
          List<String> settings = circumstances.settings;
          block(settings.isEmpty() ? "none was read yet" : String.join("\n", settings));
        }
        default ->
            block(String.join("\n", log.subList(Math.max(0, log.size() - LINES), log.size())));
      }
    } catch (Exception lost) {
      text.append("not known: ").append(lost.getClass().getName()).append('\n');
    }
  }

  private void environment(Machine machine) {
    Cgroup group = new Cgroup(machine);
    text.append("| what | value |\n|---|---|\n");
    if (!build.text().isEmpty()) {
      row("version", build.text());
    }
    row("JVM", property("java.vm.name") + " " + property("java.vm.version"));
    row("Java", property("java.version") + " of " + property("java.vendor"));
    String kernel = property("os.name") + " " + property("os.version") + " " + property("os.arch");
    row("system", machine.operatingSystem() + ", " + kernel);
    row("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    row("heap, at most", Sizes.text(Runtime.getRuntime().maxMemory()));
    OptionalLong memory = group.memoryLimit();
    row(
        "memory of the container",
        memory.isPresent() ? Sizes.text(memory.getAsLong()) : "no limit");
    row("OOM kills in the container", number(group.oomKills()));
    row("tasks of the container", number(group.taskLimit()));
    row("user, directory", machine.user() + ", " + property("user.dir"));
    for (String name : ORIGIN) {
      String value = System.getenv(name);
      if (value != null) {
        row(name, value);
      }
    }
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }

  private static String number(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "not limited or not known";
  }

  private void row(String what, String value) {
    String cell = Redactor.redact(ThrowableText.oneLine(value)).replace("|", "\\|");
    text.append("| ").append(what).append(" | ").append(cell).append(" |\n");
  }

  /** A fence longer than any within the text. */
  private void block(String body) {
    String fence = body.contains("```") ? "````" : "```";
    text.append(fence).append("text\n").append(body.stripTrailing());
    text.append('\n').append(fence).append('\n');
  }
}
