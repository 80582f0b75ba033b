package io.softstart.crash;

import io.softstart.machine.Machine;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who listens on a port, from {@code /proc}: the tables of sockets say which inode listens, the
 * files of each process who has it open. Another user's processes are not told to everybody, those
 * of another container to nobody.
 */
final class PortOwner {
  static final String SELF = "this very process";

  private static final String LISTENING = "0A";

  private final Machine machine;

  PortOwner(Machine machine) {
    this.machine = machine;
  }

  /** {@return who listens, as the end of "is taken by"; empty if nobody does} */
  String of(int port) {
    for (String table : new String[] {"proc/self/net/tcp6", "proc/self/net/tcp"}) {
      for (String line : machine.read(table).split("\n", -1)) {
        // sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode
        String[] words = line.strip().split(" +", -1);
        if (words.length > 9 && words[3].equals(LISTENING) && words[1].endsWith(":" + hex(port))) {
          return holderOf(words[9]);
        }
      }
    }
    return "";
  }

  private static String hex(int port) {
    String hex = Integer.toHexString(port).toUpperCase(java.util.Locale.ROOT);
    return "0000".substring(Math.min(4, hex.length())) + hex;
  }

  private String holderOf(String inode) {
    String socket = "socket:[" + inode + "]";
    try (DirectoryStream<Path> processes =
        Files.newDirectoryStream(machine.root().resolve("proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (hasOpen(process, socket)) {
          return said(process);
        }
      }
    } catch (IOException unreadable) {
      // said below
    }
    return "a process that cannot be seen from here: another user's, or another container's";
  }

  private static boolean hasOpen(Path process, String socket) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        if (Files.readSymbolicLink(file).toString().equals(socket)) {
          return true;
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException gone) {
      // ended meanwhile, or another user's
    }
    return false;
  }

  /** The name only: a command line may hold passwords. */
  private String said(Path process) {
    String pid = process.getFileName().toString();
    String name = machine.read("proc/" + pid + "/comm").strip();
    boolean own = pid.equals(Long.toString(ProcessHandle.current().pid()));
    return own ? SELF : "process " + pid + (name.isEmpty() ? "" : " (" + name + ")");
  }
}
