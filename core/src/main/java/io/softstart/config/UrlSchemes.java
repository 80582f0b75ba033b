package io.softstart.config;

import io.softstart.net.ServiceUrl;
import io.softstart.text.Suggestion;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The schemes that a URL may have. */
final class UrlSchemes implements ValueRule<ServiceUrl> {
  private List<String> schemes = List.of();

  void oneOf(List<String> allowed) {
    for (String scheme : allowed) {
      if (scheme.isEmpty() || scheme.indexOf(':') >= 0) {
        throw new IllegalArgumentException("scheme: \"" + scheme + "\" is not like redis");
      }
    }
    schemes = List.copyOf(allowed);
  }

  @Override
  public String inWords() {
    return schemes.isEmpty() ? "" : " with the scheme " + String.join(" or ", schemes);
  }

  @Override
  public void refuse(ServiceUrl candidate) throws BadValue {
    String scheme = schemeOf(candidate);
    if (!schemes.isEmpty() && !schemes.contains(scheme)) {
      throw BadValue.quoting("has the scheme {}", Suggestion.meant(scheme, schemes), scheme);
    }
  }

  @Override
  public @Nullable ServiceUrl lowest() {
    return schemes.isEmpty() ? null : ServiceUrl.of(schemes.get(0) + "://localhost");
  }

  private static String schemeOf(ServiceUrl url) {
    String text = url.reveal();
    return text.substring(0, Math.max(0, text.indexOf("://"))).toLowerCase(Locale.ROOT);
  }
}
