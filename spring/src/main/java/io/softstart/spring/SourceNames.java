package io.softstart.spring;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of the gates of {@code DataSource} beans.
 *
 * @param byUrl the gates that were derived from properties, by the URLs that these name
 * @param only whether there is one definition of a {@code DataSource} only: it is what the
 *     properties speak of, even if its URL is another
 */
record SourceNames(Map<String, String> byUrl, boolean only) {
  /** {@return the gate of a source, by its URL as far as that is known, or by its bean} */
  String of(@Nullable String url, String bean) {
    for (Map.Entry<String, String> known : byUrl.entrySet()) {
      if (only || (url != null && address(url).equals(address(known.getKey())))) {
        return known.getValue();
      }
    }
    return GateName.of(bean);
  }

  private static String address(String url) {
    int options = url.indexOf('?');
    return (options < 0 ? url : url.substring(0, options)).strip();
  }
}
