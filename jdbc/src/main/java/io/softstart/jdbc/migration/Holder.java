package io.softstart.jdbc.migration;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Who holds Liquibase's lock, as Liquibase has written it: {@code host#description (address)}.
 *
 * @param lockedBy what is in the row
 * @param text the same for a reader
 * @param host the name of its host
 * @param address that host's address, as itself sees it; empty if it is not told
 * @param granted when, by the server's clock, in the time zone of the holder's session; null if it
 *     is not told
 * @param exactly the same as the server writes it
 * @param now the server's time when this was read
 */
record Holder(
    @Nullable String lockedBy,
    String text,
    String host,
    String address,
    @Nullable Timestamp granted,
    @Nullable String exactly,
    Timestamp now) {

  static Holder of(
      @Nullable String lockedBy,
      @Nullable Timestamp granted,
      @Nullable String exactly,
      Timestamp now) {
    String text = lockedBy == null || lockedBy.isBlank() ? "somebody unknown" : lockedBy;
    int open = text.lastIndexOf(" (");
    boolean told = open > 0 && text.endsWith(")");
    String host = told ? text.substring(0, open) : text;
    int description = host.indexOf('#');
    return new Holder(
        lockedBy,
        text,
        description < 0 ? host : host.substring(0, description),
        told ? text.substring(open + 2, text.length() - 1) : "",
        granted,
        exactly,
        now);
  }

  /** {@return how long it has the lock; null if time zones differ, or it is not told} */
  @Nullable Duration age() {
    Timestamp since = granted;
    if (since == null || since.after(now)) {
      return null;
    }
    return Duration.ofMillis(now.getTime() - since.getTime());
  }

  boolean hasAddress() {
    return !address.isEmpty() && !address.startsWith("127.") && !address.equals("::1");
  }

  /** {@return whether name and address are those of the host that this process runs on} */
  boolean isThisHost() {
    if (!hasAddress()) {
      return false;
    }
    try {
      Enumeration<NetworkInterface> all = NetworkInterface.getNetworkInterfaces();
      while (all.hasMoreElements()) {
        Enumeration<InetAddress> addresses = all.nextElement().getInetAddresses();
        while (addresses.hasMoreElements()) {
          InetAddress mine = addresses.nextElement();
          if (mine.getHostAddress().equals(address)) {
            return isNamed(mine);
          }
        }
      }
    } catch (SocketException | RuntimeException unknown) {
      // then it is not known to be this one
    }
    return false;
  }

  /** Liquibase takes what the address resolves to, else the name of the local host. */
  private boolean isNamed(InetAddress mine) {
    try {
      return host.equals(System.getenv("HOSTNAME"))
          || host.equals(InetAddress.getLocalHost().getHostName())
          || host.equals(mine.getHostName());
    } catch (UnknownHostException nameless) {
      return host.equals(mine.getHostName());
    }
  }
}
