package io.softstart.jdbc.migration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * The TCP sockets of this host (of this container, where it has a network of its own), by their
 * local ports, as Linux tells them; elsewhere none is known.
 */
final class LocalSockets {
  private static final int HEX = 16;
  private static final int ADDRESS = 1;
  private static final int INODE = 9;
  private static final String NO_INODE = "0"; // its process has closed it

  private final Map<Integer, Set<String>> inodes;
  private final Set<String> own;

  private LocalSockets(Map<Integer, Set<String>> inodes, Set<String> own) {
    this.inodes = inodes;
    this.own = own;
  }

  static LocalSockets read() {
    return read(Path.of("/proc/self"));
  }

  static LocalSockets read(Path process) {
    Map<Integer, Set<String>> inodes = new HashMap<>();
    Set<String> own = new HashSet<>();
    try {
      table(process.resolve("net/tcp"), inodes);
      if (Files.exists(process.resolve("net/tcp6"))) {
        table(process.resolve("net/tcp6"), inodes);
      }
      descriptors(process.resolve("fd"), own);
    } catch (IOException | RuntimeException unknown) {
      return new LocalSockets(Map.of(), Set.of());
    }
    return new LocalSockets(inodes, own);
  }

  private static void table(Path file, Map<Integer, Set<String>> inodes) throws IOException {
    for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
      List<String> part = parts(line);
      int colon = part.size() > INODE ? part.get(ADDRESS).lastIndexOf(':') : -1;
      if (colon >= 0 && part.get(ADDRESS).length() > colon + 1) {
        int port = Integer.parseInt(part.get(ADDRESS).substring(colon + 1), HEX);
        if (!part.get(INODE).equals(NO_INODE)) {
          inodes.computeIfAbsent(port, none -> new HashSet<>()).add(part.get(INODE));
        }
      }
    }
  }

  private static List<String> parts(String line) {
    List<String> parts = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(line);
    while (tokens.hasMoreTokens()) {
      parts.add(tokens.nextToken());
    }
    return parts;
  }

  private static void descriptors(Path directory, Set<String> own) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        try {
          String target = Files.readSymbolicLink(file).toString();
          if (target.startsWith("socket:[")) {
            own.add(target.substring("socket:[".length(), target.length() - 1));
          }
        } catch (IOException closed) {
          // meanwhile
        }
      }
    }
  }

  /** {@return whether a process of this host has a socket at a local port} */
  boolean isOpen(int port) {
    return inodes.containsKey(port);
  }

  /** {@return whether all sockets at a local port are this process's, and there is one} */
  boolean isOwn(int port) {
    Set<String> there = inodes.get(port);
    return there != null && own.containsAll(there);
  }
}
