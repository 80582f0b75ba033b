package io.softstart.bench.faults;

import io.softstart.testkit.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A piece of network before a server, in user space: it can be cut, so that nothing gets through in
 * either direction while all connections stay, and it can speak TLS towards the client.
 * Thread-safe.
 */
final class Relay implements AutoCloseable {
  private final String host;
  private final int backend;
  private final ServerSocket listening;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicReference<@Nullable Runnable> onFirstAnswer = new AtomicReference<>();
  private volatile @Nullable Terminated tls;
  private boolean cut; // guarded by this

  /**
   * TLS that ends here.
   *
   * @param context with the certificate that is shown
   * @param asked how many bytes the client sends before its handshake to ask for TLS, which are
   *     answered with an S, as PostgreSQL has it; 0 if it begins at once
   */
  private record Terminated(SSLContext context, int asked) {}

  private Relay(String host, int backend, ServerSocket listening) {
    this.host = host;
    this.backend = backend;
    this.listening = listening;
  }

  static Relay to(String host, int port) throws IOException {
    ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Relay relay = new Relay(host, port, listening);
    daemon(relay::accept);
    return relay;
  }

  int port() {
    return listening.getLocalPort();
  }

  int accepted() {
    return accepted.get();
  }

  /** Shows this certificate from now on. */
  Relay tls(TlsFiles files, int asked) throws GeneralSecurityException, IOException {
    char[] password = files.password().toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(files.keyStore())) {
      store.load(in, password);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    tls = new Terminated(context, asked);
    return this;
  }

  /** Does something once, just before the server's first bytes are passed on. */
  void onFirstAnswer(Runnable action) {
    onFirstAnswer.set(action);
  }

  synchronized void cut() {
    cut = true;
  }

  synchronized void heal() {
    cut = false;
    notifyAll();
  }

  private synchronized void awaitWhole() throws InterruptedException {
    while (cut) {
      wait();
    }
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        accepted.incrementAndGet();
        sockets.add(client);
        daemon(() -> connect(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void connect(Socket plain) {
    try {
      awaitWhole();
      Socket client = greeted(plain);
      sockets.add(client);
      Socket server = new Socket();
      sockets.add(server);
      server.connect(new InetSocketAddress(host, backend));
      daemon(() -> pump(server, client, true));
      pump(client, server, false);
    } catch (IOException | InterruptedException e) {
      close(plain);
    }
  }

  private Socket greeted(Socket plain) throws IOException {
    Terminated end = tls;
    if (end == null) {
      return plain;
    }
    if (end.asked > 0) {
      plain.getInputStream().readNBytes(end.asked);
      plain.getOutputStream().write('S');
    }
    return end.context.getSocketFactory().createSocket(plain, (InputStream) null, true);
  }

  private void pump(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[16 * 1024];
    try {
      InputStream in = from.getInputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        Runnable action = answers ? onFirstAnswer.getAndSet(null) : null;
        if (action != null) {
          action.run();
        }
        awaitWhole();
        to.getOutputStream().write(buffer, 0, n);
      }
    } catch (IOException | InterruptedException e) {
      // one side is gone: so is the other
    }
    close(from);
    close(to);
  }

  private void close(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      return; // gone already
    }
  }

  private static void daemon(Runnable body) {
    Thread thread = new Thread(body, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    heal();
    Set.copyOf(sockets).forEach(this::close);
  }
}
