package io.softstart.gate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ResourcesTest {
  private static final class Client implements AutoCloseable {
    final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public void close() {
      closed.countDown();
    }

    boolean isClosedSoon() throws InterruptedException {
      return closed.await(10, TimeUnit.SECONDS);
    }
  }

  private final Resources kept = new Resources(null, new Unclosed());

  @Test
  void whatIsKeptIsTakenOnceAndByItsType() throws InterruptedException {
    Client client = new Client();
    kept.add(() -> {});
    kept.add(client);

    assertThat(kept.take(Client.class)).contains(client);
    assertThat(kept.take(Client.class)).isEmpty();
    kept.close();
    assertThat(client.closed.getCount()).as("it belongs to whom took it").isOne();
  }

  @Test
  void whatNobodyTookIsClosedAtTheEnd() throws InterruptedException {
    Client client = new Client();
    kept.add(client);
    kept.close();

    assertThat(client.isClosedSoon()).isTrue();
    assertThat(kept.take(Client.class)).isEmpty();
  }

  @Test
  void whatComesAfterTheEndIsClosed() throws InterruptedException {
    Client client = new Client();
    kept.close();
    kept.add(client);

    assertThat(client.isClosedSoon()).isTrue();
    assertThat(kept.take(Client.class)).isEmpty();
  }
}
