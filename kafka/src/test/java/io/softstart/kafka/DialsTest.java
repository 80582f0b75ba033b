package io.softstart.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.net.Target.Endpoint;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The knock dials host:port although the client does not: where a bare connect is allowed. */
class DialsTest {
  private static Optional<Endpoint> of(String... settings) {
    return KafkaProbe.admin(
            settings.length == 1
                ? Map.of("bootstrap.servers", settings[0])
                : Map.of("bootstrap.servers", settings[0], settings[1], settings[2]))
        .dials();
  }

  @Test
  void oneBootstrapServerIsDialled() {
    assertThat(of("kafka:9092")).contains(new Endpoint("kafka", 9092));
    assertThat(of("kafka:9092", "client.dns.lookup", "use_all_dns_ips")).isPresent();
  }

  @Test
  void whatMayConnectElsewhereHasNone() {
    assertThat(of("a:9092,b:9092")).isEmpty();
    assertThat(of("kafka:9092", "client.dns.lookup", "resolve_canonical_bootstrap_servers_only"))
        .isEmpty();
    assertThat(of("kafka:9092", "security.providers", "com.example.Provider")).isEmpty();
    assertThat(of("kafka:9092", "bootstrap.controllers", "other:9093")).isEmpty();
    assertThat(of("${file:/etc/kafka:servers}")).isEmpty();
  }

  @Test
  void theProcessesSocksProxyIsNoneOfTheClients() throws Exception {
    System.setProperty("socksProxyHost", "proxy.invalid");
    try (ServerSocket server = new ServerSocket(0)) {
      assertThat(of("kafka:9092")).as("a bare connect would go through the proxy").isEmpty();
      CompletableFuture.runAsync(
          () -> {
            try (Socket accepted = server.accept()) {
              accepted.getInputStream();
            } catch (java.io.IOException closed) {
              throw new java.io.UncheckedIOException(closed);
            }
          });
      Endpoint local = new Endpoint("127.0.0.1", server.getLocalPort());
      BrokerReachability.requireListener(List.of(local), Duration.ofSeconds(5));
    } finally {
      System.clearProperty("socksProxyHost");
    }
  }
}
