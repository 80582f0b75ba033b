package io.softstart.config;

import io.softstart.net.ServiceUrl;
import io.softstart.text.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A URL being read. Not thread-safe. */
public final class UrlSetting extends Setting<ServiceUrl> {
  private final UrlSchemes schemes;

  UrlSetting(ReadSession session, String prefix, String name) {
    this(session, prefix, name, new UrlSchemes());
  }

  private UrlSetting(ReadSession session, String prefix, String name, UrlSchemes schemes) {
    super(session, prefix, name, new UrlType(), schemes);
    this.schemes = schemes;
  }

  /**
   * Refuses URLs of other schemes.
   *
   * @param allowed in lower case, for example {@code redis} and {@code rediss}
   * @return this
   * @throws IllegalArgumentException if one is empty or has a colon
   */
  public UrlSetting schemes(String... allowed) {
    schemes.oneOf(List.of(allowed));
    return this;
  }

  @Override
  public UrlSetting describe(String text) {
    super.describe(text);
    return this;
  }

  @Override
  public UrlSetting example(String text) {
    super.example(text);
    return this;
  }

  @Override
  public UrlSetting was(String formerKey) {
    super.was(formerKey);
    return this;
  }

  @Override
  public UrlSetting must(Predicate<? super ServiceUrl> holds, String expected) {
    super.must(holds, expected);
    return this;
  }

  /** The schemes that a URL may have. */
  private static final class UrlSchemes implements ValueRule<ServiceUrl> {
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
}
