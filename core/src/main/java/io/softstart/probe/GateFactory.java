package io.softstart.probe;

import io.softstart.config.ConfigReader;
import io.softstart.gate.Probe;
import io.softstart.net.ServiceUrl;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Makes probes from URLs, for gates that no code names: {@code SOFTSTART_WAIT_FOR} and {@link
 * Gates#fromUrl}. Implementations are found through {@link ServiceLoader}, with the context class
 * loader of the calling thread.
 */
public interface GateFactory {
  /** {@return the schemes of the URLs that it takes, in lower case, for example {@code redis}} */
  Set<String> schemes();

  /**
   * Makes a probe.
   *
   * @param url without the options
   * @param options reads {@code softstart.table=orders} of the URL's query as {@code table}; one
   *     that is set but not asked for is refused
   * @return the probe
   * @throws IllegalArgumentException if the URL cannot be used; its message does not repeat it
   */
  Probe<?> probe(ServiceUrl url, ConfigReader options);
}
