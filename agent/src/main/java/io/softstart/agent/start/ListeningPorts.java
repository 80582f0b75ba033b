package io.softstart.agent.start;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The ports on which this process listens, from {@code /proc}; elsewhere none are known. */
final class ListeningPorts {
  private static final String LISTENING = "0A";
  private static final int HEX = 16;

  private ListeningPorts() {}

  static Set<Integer> ofThisProcess() {
    Map<String, Integer> portByInode = new HashMap<>();
    addFrom(Path.of("/proc/self/net/tcp"), portByInode);
    addFrom(Path.of("/proc/self/net/tcp6"), portByInode);
    Set<Integer> ports = new HashSet<>();
    if (portByInode.isEmpty()) {
      return ports;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path file : files) {
        Integer port = portByInode.get(targetOf(file));
        if (port != null) {
          ports.add(port);
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      return ports;
    }
    return ports;
  }

  private static String targetOf(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  private static void addFrom(Path table, Map<String, Integer> portByInode) {
    try {
      String text = Files.readString(table, StandardCharsets.ISO_8859_1);
      for (String line : text.split("\n", -1)) {
        // sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode
        String[] words = line.strip().split(" +", -1);
        if (words.length > 9 && words[3].equals(LISTENING)) {
          String port = words[1].substring(words[1].indexOf(':') + 1);
          portByInode.put("socket:[" + words[9] + "]", Integer.parseInt(port, HEX));
        }
      }
    } catch (IOException | NumberFormatException unreadable) {
      // not Linux
    }
  }
}
