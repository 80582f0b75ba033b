package io.softstart.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.net.ServiceUrl;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The login in a URL whose host has an underscore, which {@link java.net.URI} calls no host. */
class HttpLoginTest {
  @Test
  void isFoundThere() {
    for (String host : new String[] {"shop", "shop_api", "shop_api:8080", "[::1]:80"}) {
      URI uri = URI.create("http://joe:p%40s+s@" + host + "/health");
      assertThat(HttpUrls.login(uri)).as(host).isEqualTo("joe:p@s+s");
    }
    assertThat(HttpUrls.login(URI.create("http://shop_api/a@b"))).isNull();
    assertThat(HttpUrls.login(URI.create("http://shop"))).isNull();
    assertThat(HttpProbe.get(ServiceUrl.of("http://joe:p%40ss@shop_api/")).target()).isPresent();
  }
}
