package io.softstart.net;

import io.softstart.redact.Redactor;

/**
 * A URL that may hold credentials: prints as its {@link Target}, reveals itself only on request; so
 * a configuration record that holds one can be logged.
 *
 * <p>Immutable.
 */
public final class ServiceUrl {
  private final String url;

  private ServiceUrl(String url) {
    this.url = url;
  }

  /**
   * Takes a URL as it is; it need not be well-formed. A password in it is masked from then on in
   * every text that this library prints.
   *
   * @param url for example {@code jdbc:postgresql://db/orders} or {@code
   *     redis://:secret@cache:6379}
   * @return the URL, guarded
   */
  public static ServiceUrl of(String url) {
    for (String credential : UrlCredentials.in(url)) {
      Redactor.know(credential);
    }
    return new ServiceUrl(url);
  }

  /** {@return the whole URL, credentials included: for the client that connects, never to print} */
  public String reveal() {
    return url;
  }

  /** {@return what may be printed of it} */
  public Target target() {
    return Target.of(url);
  }

  /** {@return {@link #target()} as text} */
  @Override
  public String toString() {
    return target().toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ServiceUrl that && url.equals(that.url);
  }

  @Override
  public int hashCode() {
    return url.hashCode();
  }
}
