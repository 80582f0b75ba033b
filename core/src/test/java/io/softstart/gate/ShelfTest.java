package io.softstart.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShelfTest {
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

  private final Shelf shelf = new Shelf();

  @Test
  void whatIsKeptIsTakenOnceAndByItsType() throws InterruptedException {
    Client client = new Client();
    shelf.put(() -> {});
    shelf.put(client);

    assertThat(shelf.take(Client.class)).contains(client);
    assertThat(shelf.take(Client.class)).isEmpty();
    shelf.end();
    assertThat(client.closed.getCount()).as("it belongs to whom took it").isOne();
  }

  @Test
  void whatNobodyTookIsClosedAtTheEnd() throws InterruptedException {
    Client client = new Client();
    shelf.put(client);
    shelf.end();

    assertThat(client.isClosedSoon()).isTrue();
    assertThat(shelf.take(Client.class)).isEmpty();
  }

  @Test
  void whatComesAfterTheEndIsClosed() throws InterruptedException {
    Client client = new Client();
    shelf.end();
    shelf.put(client);

    assertThat(client.isClosedSoon()).isTrue();
    assertThat(shelf.take(Client.class)).isEmpty();
  }
}
