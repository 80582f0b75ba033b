package io.softstart.jdbc.migration;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * The TCP sockets of this host (of this container, where it has a network of its own), by their
 * local addresses and ports, as Linux tells them; elsewhere none is known.
 */
final class LocalSockets {
  private static final int HEX = 16;
  private static final int ADDRESS = 1;
  private static final int INODE = 9;
  private static final int WORD = 8;
  private static final String NO_INODE = "0"; // its process has closed it

  private final Map<InetSocketAddress, Set<String>> inodes;
  private final Set<String> own;

  private LocalSockets(Map<InetSocketAddress, Set<String>> inodes, Set<String> own) {
    this.inodes = inodes;
    this.own = own;
  }

  static LocalSockets read() {
    return read(Path.of("/proc/self"));
  }

  static LocalSockets read(Path process) {
    Map<InetSocketAddress, Set<String>> inodes = new HashMap<>();
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

  private static void table(Path file, Map<InetSocketAddress, Set<String>> inodes)
      throws IOException {
    for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
      List<String> part = parts(line);
      int colon = part.size() > INODE ? part.get(ADDRESS).lastIndexOf(':') : -1;
      if (colon >= WORD && !part.get(INODE).equals(NO_INODE)) {
        String address = part.get(ADDRESS).substring(0, colon);
        int port = Integer.parseInt(part.get(ADDRESS).substring(colon + 1), HEX);
        inodes
            .computeIfAbsent(new InetSocketAddress(address(address), port), none -> new HashSet<>())
            .add(part.get(INODE));
      }
    }
  }

  /** Words of four bytes, each in the order of this machine; IPv4 in IPv6 becomes IPv4. */
  private static InetAddress address(String hex) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(hex.length() / 2).order(ByteOrder.nativeOrder());
    for (int i = 0; i < hex.length(); i += WORD) {
      bytes.putInt(Integer.parseUnsignedInt(hex.substring(i, i + WORD), HEX));
    }
    return InetAddress.getByAddress(bytes.array());
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

  /**
   * {@return whether all sockets at an address and port are this process's, and there is one}
   *
   * @param address as a server tells it; of names, only that of the loopback is known
   */
  boolean isOwn(String address, int port) {
    for (Map.Entry<InetSocketAddress, Set<String>> socket : inodes.entrySet()) {
      if (socket.getKey().getPort() == port
          && is(socket.getKey().getAddress(), address)
          && own.containsAll(socket.getValue())) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(InetAddress local, String told) {
    int scope = told.indexOf('%');
    String address = scope < 0 ? told : told.substring(0, scope);
    if (address.equals("localhost")) {
      return local.isLoopbackAddress();
    }
    try {
      return isLiteral(address)
          && Arrays.equals(InetAddress.getByName(address).getAddress(), local.getAddress());
    } catch (UnknownHostException | RuntimeException other) {
      return false;
    }
  }

  /** No name is looked up. */
  private static boolean isLiteral(String text) {
    boolean four = !text.isEmpty();
    for (int i = 0; i < text.length(); i++) {
      four &= text.charAt(i) == '.' || (text.charAt(i) >= '0' && text.charAt(i) <= '9');
    }
    return four || text.indexOf(':') >= 0;
  }
}
