package io.softstart.probe;

import io.softstart.gate.AnyGate;
import io.softstart.probe.url.GateUrl;

/** Makes gates from URLs. */
public final class Gates {
  private Gates() {}

  /**
   * Returns a gate for a URL, made by the module that knows its scheme ({@link GateFactory}):
   * {@code Gates.fromUrl("api",
   * "https://api/health?softstart.status=204&softstart.optional=true")}. Options stand in the query
   * behind {@code softstart.} and are not passed on; every gate has {@code optional}, {@code
   * deadline}, {@code grace}, {@code attempt-timeout} and {@code success-threshold}, its probe may
   * have more.
   *
   * @param name as in {@code Gate.of}
   * @param url for example {@code tcp://host:port}
   * @return the gate
   * @throws IllegalArgumentException if the name has other characters, no module takes the scheme,
   *     or the URL or an option is wrong; the message says so without repeating the URL. Inside of
   *     {@code env.parsed(key, url -> Gates.fromUrl(name, url), ..)} it is a configuration problem
   */
  public static AnyGate<?> fromUrl(String name, String url) {
    return GateUrl.gate(name, url);
  }
}
