package io.softstart.testkit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Whether a broker answers, without its client: it opens a client's port when it is ready, but a
 * container's port may be open before.
 */
final class KafkaGreeting {
  private static final int MILLIS = 1_000;
  private static final int CORRELATION = 0x50F7;

  private KafkaGreeting() {}

  /** Asks for the API versions, which needs no login; with TLS a handshake has to do. */
  static boolean isAnswered(String host, int port, boolean tls) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), MILLIS);
      socket.setSoTimeout(MILLIS);
      if (tls) {
        SSLSocket secured =
            (SSLSocket) trusting().getSocketFactory().createSocket(socket, host, port, false);
        secured.startHandshake();
        return true;
      }
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.write(new byte[] {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0x50, (byte) 0xF7, -1, -1});
      DataInputStream in = new DataInputStream(socket.getInputStream());
      return in.readInt() > Integer.BYTES && in.readInt() == CORRELATION;
    } catch (IOException e) {
      return false;
    }
  }

  private static SSLContext trusting() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anybody()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new TestkitException("no TLS in this JVM: " + e.getMessage(), e);
    }
  }

  /** Who it is does not matter here. */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
