package io.softstart.probe.url;

import io.softstart.probe.GateFactory;
import io.softstart.text.Suggestion;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/** The factories that the service loader finds. */
public final class GateFactories {
  private GateFactories() {}

  /**
   * Finds the one that takes a URL.
   *
   * @param url of which only the scheme matters
   * @return the first that names its scheme
   * @throws IllegalArgumentException if none does; its message names the known schemes, not the URL
   */
  public static GateFactory forUrl(String url) {
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
}
