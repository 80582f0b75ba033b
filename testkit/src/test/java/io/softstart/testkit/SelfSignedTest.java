package io.softstart.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyStore;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;

class SelfSignedTest {
  @Test
  void theTrustStoreHoldsTheServersCertificateAndNoKey() throws Exception {
    SelfSigned made = SelfSigned.forNames("dns:localhost,ip:127.0.0.1");
    try (made) {
      char[] password = made.password().toCharArray();
      KeyStore keys = KeyStore.getInstance(made.keyStore().toFile(), password);
      KeyStore trusted = KeyStore.getInstance(made.trustStore().toFile(), password);
      X509Certificate certificate = (X509Certificate) keys.getCertificate("server");
      assertThat(trusted.getCertificate("server")).isEqualTo(certificate);
      assertThat(trusted.isKeyEntry("server")).isFalse();
      assertThat(certificate.getSubjectAlternativeNames()).hasSize(2);
    }
    assertThat(made.keyStore()).doesNotExist();
  }
}
