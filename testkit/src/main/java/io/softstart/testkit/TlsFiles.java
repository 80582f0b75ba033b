package io.softstart.testkit;

import java.io.IOException;
import java.io.OutputStream;
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
 * {@code keytool} for one test: as PEM texts, and as stores in a directory of their own. Immutable
 * and thread-safe.
 */
public final class TlsFiles implements AutoCloseable {
  private static final String PASSWORD = "kit-store-password";
  private static final String AUTHORITY = "authority";
  private static final String SERVER = "server";

  private final Path home;
  private final String certificate;
  private final String key;
  private final String authority;

  private TlsFiles(Path home, KeyStore made) throws IOException, GeneralSecurityException {
    Key serverKey = made.getKey(SERVER, PASSWORD.toCharArray());
    Certificate trusted = made.getCertificate(AUTHORITY);
    this.home = home;
    certificate = pem(made.getCertificate(SERVER));
    key = pem("PRIVATE KEY", serverKey.getEncoded());
    authority = pem(trusted);
    KeyStore own = empty();
    own.setKeyEntry(SERVER, serverKey, PASSWORD.toCharArray(), made.getCertificateChain(SERVER));
    write(own, keyStore());
    KeyStore others = empty();
    others.setCertificateEntry(AUTHORITY, trusted);
    write(others, trustStore());
  }

  /**
   * Makes an authority and a certificate. Blocks for two or three seconds.
   *
   * @param names whom it is for: host names, or IPv4 addresses
   * @return the certificates and the key, valid for a day; the stores are deleted by {@link
   *     #close}, at the latest when the JVM ends
   * @throws TestkitException if {@code keytool} fails
   */
  public static TlsFiles issuedFor(String... names) {
    return made(names, "-1H");
  }

  /**
   * Makes an authority and a certificate, both of which were valid until yesterday. Blocks for two
   * or three seconds.
   *
   * @param names whom it is for: host names, or IPv4 addresses
   * @return the certificates and the key; the stores are deleted by {@link #close}, at the latest
   *     when the JVM ends
   * @throws TestkitException if {@code keytool} fails
   */
  public static TlsFiles expiredFor(String... names) {
    return made(names, "-2d");
  }

  private static TlsFiles made(String[] names, String from) {
    String alternatives =
        Stream.of(names)
            .map(name -> (name.matches("[0-9.]+") ? "ip:" : "dns:") + name)
            .collect(Collectors.joining(","));
    try {
      Path home = Files.createTempDirectory("softstart-tls-");
      try {
        Path store = home.resolve("made.p12");
        keytool(store, AUTHORITY, from, List.of("-ext", "bc:c"));
        keytool(store, SERVER, from, List.of("-signer", AUTHORITY, "-ext", "san=" + alternatives));
        TlsFiles files =
            new TlsFiles(home, KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()));
        LastResort.add(files, () -> Directories.delete(home));
        return files;
      } catch (IOException | RuntimeException | GeneralSecurityException e) {
        Directories.delete(home);
        throw e;
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new TestkitException("cannot make certificates: " + e.getMessage(), e);
    }
  }

  private static void keytool(Path store, String alias, String from, List<String> more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keystore", store.toString()));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-alias", alias));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-validity", "1", "-startdate", from));
    command.addAll(List.of("-dname", "CN=softstart test " + alias));
    command.addAll(more);
    Shell.run(command);
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static void write(KeyStore store, Path file)
      throws IOException, GeneralSecurityException {
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
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

  /**
   * Returns the server's store.
   *
   * @return a PKCS#12 file with the key and its certificates
   */
  public Path keyStore() {
    return home.resolve("server.p12");
  }

  /**
   * Returns the clients' store.
   *
   * @return a PKCS#12 file with the certificate of the authority
   */
  public Path trustStore() {
    return home.resolve("trusted.p12");
  }

  /**
   * Returns the password of both stores and of the key.
   *
   * @return the password in clear
   */
  public String password() {
    return PASSWORD;
  }

  /**
   * Deletes the stores; the texts stay.
   *
   * @throws java.io.UncheckedIOException if that fails
   */
  @Override
  public void close() {
    Directories.delete(home);
    LastResort.remove(this);
  }

  /** Speaks TLS with any server: the kit knows its own servers. */
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
