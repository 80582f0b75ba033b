package io.softstart.bench.hosts;

import io.softstart.gate.Probe;
import io.softstart.kafka.KafkaProbe;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Kafka's admin client, which is told of bootstrap servers. */
record KafkaHosts(int server) implements HostClient<Admin> {
  @Override
  public String name() {
    return "Kafka, bootstrap servers";
  }

  @Override
  public void connect(String hosts) throws ExecutionException, InterruptedException {
    use(Admin.create(Map.of("bootstrap.servers", hosts)));
  }

  @Override
  public Probe<Admin> probe(String hosts) {
    return KafkaProbe.admin(hosts);
  }

  @Override
  public void use(Admin opened) throws ExecutionException, InterruptedException {
    try {
      opened.describeCluster().nodes().get();
    } finally {
      opened.close(Duration.ZERO);
    }
  }
}
