package io.softstart.spring;

import org.springframework.boot.autoconfigure.ssl.JksSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.env.Environment;

/** SSL bundles, before there is a bean that has them. */
final class Bundles {
  private static final String BUNDLES = "spring.ssl";

  private Bundles() {}

  /**
   * Reads {@code spring.ssl.bundle.*}.
   *
   * @throws IllegalArgumentException if there is no bundle of this name, or its files cannot be
   *     read
   */
  static SslBundle named(String name, Environment environment) {
    SslProperties.Bundles all =
        Binder.get(environment).bindOrCreate(BUNDLES, SslProperties.class).getBundle();
    PemSslBundleProperties pem = all.getPem().get(name);
    JksSslBundleProperties jks = all.getJks().get(name);
    if (pem == null && jks == null) {
      throw new IllegalArgumentException("spring.ssl.bundle has no bundle named " + name);
    }
    try {
      SslBundle bundle = pem == null ? PropertiesSslBundle.get(jks) : PropertiesSslBundle.get(pem);
      bundle.createSslContext(); // what cannot be read is found here, not in a client's depths
      return bundle;
    } catch (RuntimeException unreadable) {
      throw new IllegalArgumentException(
          "the SSL bundle " + name + " cannot be read: " + causeOf(unreadable));
    }
  }

  private static String causeOf(Throwable thrown) {
    Throwable root = thrown;
    for (int i = 0; i < 20 && root.getCause() != null; i++) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
