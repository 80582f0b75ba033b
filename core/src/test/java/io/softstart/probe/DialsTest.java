package io.softstart.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.gate.Probe;
import io.softstart.net.ServiceUrl;
import io.softstart.net.Target.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The knock dials host:port although the client does not: through a proxy it is not told. */
class DialsTest {
  private static final ProxySelector OWN = ProxySelector.getDefault();

  @AfterEach
  void restore() {
    ProxySelector.setDefault(OWN);
    for (String name :
        List.of(
            "http.proxyHost",
            "https.proxyHost",
            "http.nonProxyHosts",
            "socksProxyHost",
            "socksNonProxyHosts")) {
      System.clearProperty(name);
    }
  }

  private static HttpProbe http(String url) {
    return HttpProbe.get(ServiceUrl.of(url));
  }

  @Test
  void withoutAProxyItIsTheAddressOfTheUrl() {
    assertThat(http("http://api/health").dials()).contains(new Endpoint("api", 80));
    assertThat(http("https://order_api:8443/health").dials())
        .contains(new Endpoint("order_api", 8443));
    assertThat(TcpProbe.of("::1", 99).dials()).contains(new Endpoint("::1", 99));
  }

  @Test
  void aProxyOfTheSchemeIsNotPassed() {
    System.setProperty("http.proxyHost", "proxy.invalid");
    assertThat(http("http://api/health").dials()).isEmpty();
    assertThat(http("https://api/health").dials()).isPresent();
    assertThat(TcpProbe.of("api", 99).dials()).isPresent();

    System.setProperty("https.proxyHost", "proxy.invalid");
    assertThat(http("https://api/health").dials()).isEmpty();

    System.setProperty("http.nonProxyHosts", "api|other");
    assertThat(http("http://api/health").dials()).isPresent();
    assertThat(http("http://third/health").dials()).isEmpty();
  }

  @Test
  void aSocksProxyIsNotPassed() {
    System.setProperty("socksProxyHost", "proxy.invalid");
    System.setProperty("socksNonProxyHosts", "inside");
    assertNoneFor("api");
    assertThat(TcpProbe.of("inside", 99).dials()).isPresent();
  }

  @Test
  void aSelectorDecides() {
    ProxySelector.setDefault(
        new Selector(
            new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("proxy.invalid", 1))));
    assertNoneFor("api");
    ProxySelector.setDefault(new Selector(Proxy.NO_PROXY));
    assertThat(TcpProbe.of("api", 99).dials()).isPresent();
    ProxySelector.setDefault(new Selector(null));
    assertNoneFor("api");
    ProxySelector.setDefault(null);
    assertThat(http("http://api/health").dials()).isPresent();
  }

  private static void assertNoneFor(String host) {
    for (Probe<Void> probe :
        List.of(TcpProbe.of(host, 99), http("http://" + host), http("https://" + host))) {
      assertThat(probe.dials()).isEmpty();
    }
  }

  /** Names one proxy for all, or throws. */
  private static final class Selector extends ProxySelector {
    private final Proxy proxy;

    Selector(Proxy proxy) {
      this.proxy = proxy;
    }

    @Override
    public List<Proxy> select(URI uri) {
      if (proxy == null) {
        throw new NoClassDefFoundError("a selector that is broken");
      }
      return List.of(proxy);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      throw new UnsupportedOperationException();
    }
  }
}
