package io.softstart.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds TCP ports on the loopback interface for servers that are started later.
 *
 * <p>A port that the kernel picks (port 0) lies in the range that it also takes outgoing
 * connections from, so it may be gone by the time a late server wants it. The ports given here lie
 * outside of that range, none is given twice by one JVM, and on Linux each stays bound, though not
 * listened on, until this JVM ends: other processes that look for a port pass it by, connections to
 * it are refused, and a server that sets {@code SO_REUSEADDR}, as servers do, can listen on it.
 *
 * <p>Thread-safe. Blocks for system calls only.
 */
public final class Ports {
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;
  private static final int TRIES = 1_000;
  private static final Path EPHEMERAL_RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
  private static final boolean LINUX =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");

  // Never emptied: a held port costs one file descriptor, a port handed out twice costs an evening.
  private static final Map<Integer, @Nullable SocketChannel> GIVEN = new HashMap<>();

  private Ports() {}

  /**
   * Returns a port on {@code 127.0.0.1} that nothing uses and that this method never returned
   * before.
   *
   * @return the port, outside of the range of outgoing connections
   * @throws TestkitException if no free port was found
   */
  public static int free() {
    synchronized (GIVEN) {
      for (int i = 0; i < TRIES; i++) {
        int port = candidate();
        if (take(port)) {
          return port;
        }
      }
    }
    throw none();
  }

  /**
   * Returns such a port for a server that takes a second one, so far above it: both are free, and
   * the second one is outside of the range of outgoing connections.
   */
  static int freeWithOneAbove(int distance) {
    synchronized (GIVEN) {
      for (int i = 0; i < TRIES; i++) {
        int port = free() - distance;
        if (port > 1_023 && take(port)) {
          return port;
        }
      }
    }
    throw none();
  }

  private static boolean take(int port) {
    if (!GIVEN.containsKey(port) && isUnused(port)) {
      try {
        GIVEN.put(port, LINUX ? hold(port) : null);
        return true;
      } catch (IOException e) {
        GIVEN.remove(port); // somebody was quicker
      }
    }
    return false;
  }

  private static TestkitException none() {
    return new TestkitException(
        "no free port between " + LOWEST + " and " + HIGHEST + " in " + TRIES + " tries");
  }

  /** Lets go of a port for a server that may not set SO_REUSEADDR. */
  static void letGo(int port) {
    synchronized (GIVEN) {
      SocketChannel held = GIVEN.get(port);
      if (held != null) {
        try {
          held.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        GIVEN.put(port, null);
      }
    }
  }

  /** Holds again a port of ours that was let go, if nobody has it. */
  static void holdAgain(int port) {
    synchronized (GIVEN) {
      if (LINUX && GIVEN.containsKey(port) && GIVEN.get(port) == null) {
        try {
          GIVEN.put(port, hold(port));
        } catch (IOException e) {
          return; // it is in use, so nobody takes it for free
        }
      }
    }
  }

  private static int candidate() {
    int highest = Math.min(HIGHEST, lowestEphemeral() - 1);
    int lowest = highest - LOWEST < 1_000 ? Math.max(1_024, highest - 10_000) : LOWEST;
    return ThreadLocalRandom.current().nextInt(lowest, highest + 1);
  }

  static int lowestEphemeral() {
    try (InputStream in = Files.newInputStream(EPHEMERAL_RANGE)) {
      // At one go: what is read of such a file at a second one is empty.
      String range = new String(in.readNBytes(64), StandardCharsets.US_ASCII);
      Matcher first = Pattern.compile("\\d+").matcher(range);
      int lowest = first.find() ? Integer.parseInt(first.group()) : HIGHEST + 1;
      return lowest > 10_000 ? lowest : HIGHEST + 1; // no room below it: any port has to do
    } catch (IOException e) {
      return HIGHEST + 1;
    }
  }

  /** Binding without SO_REUSEADDR fails on a port that is merely held, too. */
  private static boolean isUnused(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(false);
      socket.bind(new InetSocketAddress((InetAddress) null, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static SocketChannel hold(int port) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      return channel.bind(new InetSocketAddress(loopback(), port));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The IPv4 loopback address, also where this JVM prefers IPv6. */
  static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (IOException e) {
      throw new UncheckedIOException(e); // four bytes are an address
    }
  }
}
