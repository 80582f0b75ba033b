package io.softstart.config;

import io.softstart.net.ServiceUrl;
import java.util.List;
import java.util.function.Predicate;

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
}
