package io.softstart.client;

import io.softstart.net.Target.Endpoint;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether connections of this process go straight to the address that they name. A bare connect
 * proves something about a client only where neither of them goes through a proxy.
 */
public final class DirectSockets {
  private DirectSockets() {}

  /**
   * Asks for {@link java.net.Socket}, which goes through a SOCKS proxy if the process's {@link
   * ProxySelector} names one for the address.
   *
   * @param to an address
   * @return whether a socket connects to it without a proxy
   */
  public static boolean reach(Endpoint to) {
    return reach("socket://" + to);
  }

  /**
   * Asks for a URL that is read by {@link java.net.URLConnection}.
   *
   * @param url of scheme http or https
   * @return whether it is read without a proxy
   */
  public static boolean reach(String url) {
    try {
      ProxySelector selector = ProxySelector.getDefault();
      return selector == null || isDirect(selector.select(new URI(url)));
    } catch (Throwable unknown) { // a selector is not ours; where it fails nothing is certain
      return false;
    }
  }

  /**
   * Asks for clients on channels (Netty, Kafka), which know no proxy of the JVM, while a bare
   * connect of a socket does.
   *
   * @return whether both go the same way
   */
  public static boolean likeChannels() {
    return System.getProperty("socksProxyHost") == null;
  }

  private static boolean isDirect(@Nullable List<Proxy> proxies) {
    if (proxies != null) {
      for (Proxy proxy : proxies) {
        if (!proxy.equals(Proxy.NO_PROXY)) {
          return false;
        }
      }
    }
    return true;
  }
}
