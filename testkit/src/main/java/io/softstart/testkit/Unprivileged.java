package io.softstart.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands without root's rights: PostgreSQL refuses to run as root, and in many containers
 * everything is root. An ordinary user's commands run as they are.
 */
final class Unprivileged {
  private static final String USER = "nobody";

  /** How commands are wrapped; the first that works here is taken. */
  enum Way {
    NONE,
    SETPRIV, // becomes the command itself: no process in between
    RUNUSER,
    SU;

    List<String> wrap(List<String> command) {
      List<String> wrapped = new ArrayList<>();
      switch (this) {
        case NONE -> {}
        case SETPRIV -> {
          String group = Shell.run(List.of("id", "-g", USER)).strip();
          wrapped.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + group));
          wrapped.addAll(List.of("--clear-groups", "--"));
        }
        case RUNUSER -> wrapped.addAll(List.of("runuser", "-u", USER, "--"));
        case SU -> {
          wrapped.addAll(List.of("su", USER, "-s", "/bin/sh", "-c"));
          wrapped.add(
              command.stream().map(Way::quoted).collect(Collectors.joining(" ", "exec ", "")));
          return wrapped;
        }
      }
      wrapped.addAll(command);
      return wrapped;
    }

    private static String quoted(String word) {
      return "'" + word.replace("'", "'\\''") + "'";
    }
  }

  private static @Nullable Unprivileged here;

  private final Way way;

  Unprivileged(Way way) {
    this.way = way;
  }

  static synchronized Unprivileged here() {
    if (here == null) {
      here = new Unprivileged(firstThatWorks());
    }
    return here;
  }

  List<String> command(List<String> command) {
    return way.wrap(command);
  }

  /** Makes a file belong to whom the commands run as. */
  void own(Path file) {
    if (way == Way.NONE) {
      return;
    }
    try {
      UserPrincipal owner =
          file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER);
      Files.setOwner(file, owner);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Way firstThatWorks() {
    if (!Shell.run(List.of("id", "-u")).strip().equals("0")) {
      return Way.NONE;
    }
    for (Way way : List.of(Way.SETPRIV, Way.RUNUSER, Way.SU)) {
      if (Shell.succeeds(way.wrap(List.of("true")))) {
        return way;
      }
    }
    throw new TestkitException(
        "running as root, and none of setpriv, runuser and su can run a command as "
            + USER
            + "; embedded servers refuse root: run as an ordinary user, or use Docker");
  }
}
