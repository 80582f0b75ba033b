package io.softstart.bench.hosts;

import io.softstart.testkit.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Some service that talks TLS and knows nothing of its clients' protocols. */
final class TlsService implements AutoCloseable {
  private static final int BACKLOG = 128;

  private final SSLServerSocket listener;

  /** Listens on a port of its own. */
  TlsService(TlsFiles files) throws IOException, GeneralSecurityException {
    char[] password = files.password().toCharArray();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(files.keyStore())) {
      keys.load(in, password);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(
                    0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    start(this::acceptAll);
  }

  int port() {
    return listener.getLocalPort();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "tls");
    thread.setDaemon(true);
    thread.start();
  }

  private void acceptAll() {
    try {
      while (true) {
        SSLSocket accepted = (SSLSocket) listener.accept();
        start(() -> serve(accepted));
      }
    } catch (IOException closed) {
      return;
    }
  }

  private static void serve(SSLSocket socket) {
    try (socket) {
      socket.startHandshake();
      socket.getInputStream().readAllBytes(); // until the client goes away
    } catch (IOException notTls) {
      return; // it has sent its alert
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
