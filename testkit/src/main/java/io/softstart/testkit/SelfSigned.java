package io.softstart.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;

/**
 * A server's private key and self-signed certificate, made by this JDK's {@code keytool} in a
 * directory of their own, and a trust store that holds the certificate. Immutable and thread-safe.
 */
public final class SelfSigned implements AutoCloseable {
  private static final String PASSWORD = "kit-store-password";
  private static final String ALIAS = "server";

  private final Path home;

  private SelfSigned(Path home) {
    this.home = home;
  }

  /**
   * Makes a key and a certificate, valid for two days from now, which takes about a second.
   *
   * @param names what the certificate is for, as {@code keytool} takes it: such as {@code
   *     dns:localhost,ip:127.0.0.1}
   * @return the stores, deleted by {@link #close}, at the latest when the JVM ends
   * @throws TestkitException if {@code keytool} fails
   */
  public static SelfSigned forNames(String names) {
    try {
      Path home = Files.createTempDirectory("softstart-tls-");
      SelfSigned made = new SelfSigned(home);
      LastResort.add(made, () -> Directories.delete(home));
      Shell.run(
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
              "-genkeypair",
              "-alias",
              ALIAS,
              "-keyalg",
              "EC",
              "-dname",
              "CN=testkit",
              "-validity",
              "2",
              "-ext",
              "san=" + names,
              "-storetype",
              "PKCS12",
              "-keystore",
              made.keyStore().toString(),
              "-storepass",
              PASSWORD));
      made.writeTrustStore();
      return made;
    } catch (IOException | GeneralSecurityException e) {
      throw new TestkitException("cannot make a certificate: " + e.getMessage(), e);
    }
  }

  private void writeTrustStore() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance(keyStore().toFile(), PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
    try (OutputStream out = Files.newOutputStream(trustStore())) {
      trusted.store(out, PASSWORD.toCharArray());
    }
  }

  /**
   * Returns the server's store.
   *
   * @return a PKCS#12 file with the key and the certificate
   */
  public Path keyStore() {
    return home.resolve("server.p12");
  }

  /**
   * Returns the clients' store.
   *
   * @return a PKCS#12 file with the certificate
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
   * Deletes both stores.
   *
   * @throws UncheckedIOException if that fails
   */
  @Override
  public void close() {
    Directories.delete(home);
    LastResort.remove(this);
  }
}
