package io.softstart.client;

import io.softstart.net.Target.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;

/** Bare TCP connects: no client, hence no line in a client's log. */
public final class TcpConnect {
  private TcpConnect() {}

  /**
   * Looks a host up and connects to the first of its addresses that answers, as clients do.
   *
   * @param to where to
   * @param limit for all addresses together, in equal shares; the look-up has no limit
   * @return the connection
   * @throws IOException what the last address said, or that there is none; a {@link
   *     ClosedByInterruptException} if interrupted
   */
  public static Socket connect(Endpoint to, Duration limit) throws IOException {
    return connect(List.of(InetAddress.getAllByName(to.host())), to.port(), limit);
  }

  /**
   * Connects like {@link #connect(Endpoint, Duration)}, never through a SOCKS proxy: for clients on
   * channels, which know none.
   *
   * @param to where to
   * @param limit for all addresses together
   * @return the connection
   * @throws IOException as of {@link #connect(Endpoint, Duration)}
   */
  public static Socket connectDirectly(Endpoint to, Duration limit) throws IOException {
    return connect(List.of(InetAddress.getAllByName(to.host())), to.port(), limit, true);
  }

  /**
   * Connects to one address of a host, never through a SOCKS proxy.
   *
   * @param address where to
   * @param port its port
   * @param limit how long it may take
   * @return the connection
   * @throws IOException as of {@link #connect(Endpoint, Duration)}
   */
  public static Socket connectDirectly(InetAddress address, int port, Duration limit)
      throws IOException {
    return connect(List.of(address), port, limit, true);
  }

  /**
   * Connects to the first of a host's addresses that answers.
   *
   * @param addresses of the host
   * @param port its port
   * @param limit for all of them together, in equal shares
   * @return the connection
   * @throws IOException what the last one said; a {@link ClosedByInterruptException} if interrupted
   */
  public static Socket connect(List<InetAddress> addresses, int port, Duration limit)
      throws IOException {
    // a channel's socket, since an interrupt ends its connect; but it knows no SOCKS proxy
    return connect(addresses, port, limit, System.getProperty("socksProxyHost") == null);
  }

  private static Socket connect(
      List<InetAddress> addresses, int port, Duration limit, boolean direct) throws IOException {
    long share = Math.max(1, limit.toMillis() / Math.max(1, addresses.size()));
    int millis = (int) Math.min(Integer.MAX_VALUE, share);
    IOException last = new ConnectException("no address");
    for (InetAddress address : addresses) {
      Socket socket = direct ? SocketChannel.open().socket() : new Socket();
      try {
        socket.connect(new InetSocketAddress(address, port), millis);
        return socket;
      } catch (ClosedByInterruptException interrupted) {
        throw interrupted;
      } catch (IOException closed) {
        socket.close();
        last = closed;
      }
    }
    throw last;
  }
}
