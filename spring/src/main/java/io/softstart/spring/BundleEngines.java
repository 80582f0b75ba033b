package io.softstart.spring;

import java.security.KeyStore;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/**
 * Lets Kafka's client use an SSL bundle. Public, with a constructor without parameters, since Kafka
 * makes it by reflection; of no use to anybody else.
 */
public final class BundleEngines implements SslEngineFactory {
  /** The setting that holds the {@link SslBundle} itself. */
  static final String BUNDLE = "softstart.ssl.bundle";

  private @Nullable SslBundle bundle;

  /** Called by Kafka. */
  public BundleEngines() {}

  @Override
  public void configure(Map<String, ?> settings) {
    bundle = (SslBundle) settings.get(BUNDLE);
  }

  @Override
  public SSLEngine createClientSslEngine(String host, int port, String identification) {
    SslBundle known = known();
    SSLEngine engine = known.createSslContext().createSSLEngine(host, port);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm(identification);
    if (known.getOptions().getCiphers() != null) {
      parameters.setCipherSuites(known.getOptions().getCiphers());
    }
    if (known.getOptions().getEnabledProtocols() != null) {
      parameters.setProtocols(known.getOptions().getEnabledProtocols());
    }
    engine.setSSLParameters(parameters);
    return engine;
  }

  @Override
  public SSLEngine createServerSslEngine(String host, int port) {
    throw new IllegalStateException("a client only");
  }

  @Override
  public boolean shouldBeRebuilt(Map<String, Object> settings) {
    return false;
  }

  @Override
  public Set<String> reconfigurableConfigs() {
    return Set.of();
  }

  @Override
  public @Nullable KeyStore keystore() {
    return known().getStores().getKeyStore();
  }

  @Override
  public @Nullable KeyStore truststore() {
    return known().getStores().getTrustStore();
  }

  @Override
  public void close() {}

  private SslBundle known() {
    SslBundle known = bundle;
    if (known == null) {
      throw new IllegalStateException("made without a bundle");
    }
    return known;
  }
}
