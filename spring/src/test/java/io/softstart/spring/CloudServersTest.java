package io.softstart.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;

/** Which server an import of Consul or Vault is read from. */
class CloudServersTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "consul:, none, none, localhost:8500",
        "consul:config/app/, none, none, localhost:8500",
        "consul:c:18500, none, none, c:18500",
        "consul://c:18500/config/app, none, none, c:18500",
        "consul:, spring.cloud.consul.host, c, c:8500",
        "consul:, spring.cloud.consul.port, 1, localhost:1",
        "consul:, spring.cloud.consul.port, many, none",
        "consul:, spring.cloud.consul.enabled, false, none",
        "consul:, spring.cloud.consul.config.enabled, false, none",
        "vault:, none, none, localhost:8200",
        "vault://secret/app, none, none, localhost:8200",
        "vault:, spring.cloud.vault.uri, https://v:8201, v:8201",
        "vault:, spring.cloud.vault.uri, https://v/, v:443",
        "vault:, spring.cloud.vault.host, v, v:8200",
        "vault:, spring.cloud.vault.discovery.enabled, true, none",
        "vault:, spring.cloud.vault.enabled, false, none"
      })
  void theAddressIsTakenFromTheLocationAndTheProperties(
      String location, String property, String value, String expected) {
    Read read = property == null ? Read.file() : Read.file(property, value);
    var address = CloudServers.address(location, Binder.get(read.environment()));
    assertThat(address == null ? null : address.host() + ":" + address.port()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"consul:", "vault:"})
  void withoutTheLibraryNothingIsAwaited(String location) {
    assertThat(CloudServers.areNamedBy(location)).isFalse();
  }
}
