package io.softstart.probe;

import io.softstart.config.ConfigReader;
import io.softstart.gate.Probe;
import io.softstart.net.ServiceUrl;
import io.softstart.text.Suggestion;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes probes from URLs, for gates that no code names: {@code SOFTSTART_WAIT_FOR} and {@link
 * Gates#fromUrl}. Implementations are found through {@link ServiceLoader}, with the context class
 * loader of the calling thread.
 */
public interface GateFactory {
  /**
   * Finds the one that takes a URL.
   *
   * @param url of which only the scheme matters
   * @return the first that names its scheme
   * @throws IllegalArgumentException if none does; its message names the known schemes, not the URL
   */
  static GateFactory forUrl(String url) {
    int colon = url.indexOf(':');
    String scheme = colon < 0 ? "" : url.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    Set<String> known = new TreeSet<>();
    for (GateFactory factory : ServiceLoader.load(GateFactory.class)) {
      if (factory.schemes().contains(scheme)) {
        return factory;
      }
      known.addAll(factory.schemes());
    }
    String meant = Suggestion.meant(scheme, known);
    throw new IllegalArgumentException(
        "no gate takes a URL of this scheme; known are "
            + String.join(", ", known)
            + (meant == null ? "" : "; " + meant));
  }

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
