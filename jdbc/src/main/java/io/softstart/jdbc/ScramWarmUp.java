package io.softstart.jdbc;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;

/** Being loaded, it loads what a login by SCRAM-SHA-256 computes with. */
final class ScramWarmUp {
  static {
    try {
      Mac.getInstance("HmacSHA256");
      SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
    } catch (GeneralSecurityException another) {
      // another provider; the driver will say so if it matters
    }
  }

  private ScramWarmUp() {}
}
