package io.softstart.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyStore;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;

class TlsFilesTest {
  @Test
  void theTrustStoreHoldsWhoSignedTheServersCertificateAndNoKey() throws Exception {
    TlsFiles made = TlsFiles.issuedFor("localhost", "127.0.0.1");
    try (made) {
      char[] password = made.password().toCharArray();
      KeyStore keys = KeyStore.getInstance(made.keyStore().toFile(), password);
      KeyStore trusted = KeyStore.getInstance(made.trustStore().toFile(), password);
      X509Certificate certificate = (X509Certificate) keys.getCertificate("server");
      certificate.verify(trusted.getCertificate("authority").getPublicKey());
      assertThat(trusted.size()).isEqualTo(1);
      assertThat(trusted.isKeyEntry("authority")).isFalse();
      assertThat(keys.isKeyEntry("server")).isTrue();
      assertThat(certificate.getSubjectAlternativeNames()).hasSize(2);
    }
    assertThat(made.keyStore()).doesNotExist();
  }

  @Test
  void madeOfYesterday() throws Exception {
    try (TlsFiles made = TlsFiles.expiredFor("localhost")) {
      KeyStore keys = KeyStore.getInstance(made.keyStore().toFile(), made.password().toCharArray());
      X509Certificate certificate = (X509Certificate) keys.getCertificate("server");
      assertThat(certificate.getNotAfter()).isInThePast();
    }
  }
}
