package io.softstart.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * A certificate authority of its own and a server certificate signed by it, made by the JDK's
 * {@code keytool} for one test. Immutable.
 */
public final class TlsFiles {
  private static final String PASSWORD = "changeit";

  private final String certificate;
  private final String key;
  private final String authority;

  private TlsFiles(String certificate, String key, String authority) {
    this.certificate = certificate;
    this.key = key;
    this.authority = authority;
  }

  /**
   * Makes an authority and a certificate. Blocks for two or three seconds.
   *
   * @param names whom it is for: host names, or IPv4 addresses
   * @return the certificates and the key, valid for a day
   * @throws TestkitException if {@code keytool} fails
   */
  public static TlsFiles issuedFor(String... names) {
    String alternatives =
        Stream.of(names)
            .map(name -> (name.matches("[0-9.]+") ? "ip:" : "dns:") + name)
            .collect(Collectors.joining(","));
    try {
      Path home = Files.createTempDirectory("softstart-tls");
      try {
        Path store = home.resolve("store.p12");
        keytool(store, "authority", List.of("-ext", "bc:c"));
        keytool(store, "server", List.of("-signer", "authority", "-ext", "san=" + alternatives));
        return read(store);
      } finally {
        Directories.delete(home);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make certificates", e);
    }
  }

  private static void keytool(Path store, String alias, List<String> more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keystore", store.toString()));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-alias", alias));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-validity", "1", "-startdate", "-1H"));
    command.addAll(List.of("-dname", "CN=softstart test " + alias));
    command.addAll(more);
    Shell.run(command);
  }

  private static TlsFiles read(Path store) throws IOException {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore entries = KeyStore.getInstance("PKCS12");
      entries.load(in, PASSWORD.toCharArray());
      Key key = entries.getKey("server", PASSWORD.toCharArray());
      return new TlsFiles(
          pem(entries.getCertificate("server")),
          pem("PRIVATE KEY", key.getEncoded()),
          pem(entries.getCertificate("authority")));
    } catch (GeneralSecurityException e) {
      throw new TestkitException("cannot read what keytool made", e);
    }
  }

  private static String pem(Certificate certificate) throws GeneralSecurityException {
    return pem("CERTIFICATE", certificate.getEncoded());
  }

  private static String pem(String type, byte[] content) {
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
  }

  /**
   * Returns the server's certificate.
   *
   * @return PEM text
   */
  public String certificate() {
    return certificate;
  }

  /**
   * Returns the server's private key.
   *
   * @return PEM text, PKCS #8, not encrypted
   */
  public String key() {
    return key;
  }

  /**
   * Returns the certificate of the authority, which clients have to trust.
   *
   * @return PEM text
   */
  public String authority() {
    return authority;
  }

  /** Speaks TLS with whoever is there: the kit knows its own servers. */
  static Socket trusting(Socket plain) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustsAll()}, new SecureRandom());
      SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, 0, true);
      socket.startHandshake();
      return socket;
    } catch (GeneralSecurityException e) {
      throw new TestkitException("no TLS in this JDK", e);
    }
  }

  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
