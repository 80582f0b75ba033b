package io.softstart.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpConnectTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @Test
  void oneOpenDoorOfSeveralIsEnough() throws Exception {
    InetAddress closed = InetAddress.getByName("127.0.0.2");
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      int port = server.getLocalPort();
      try (Socket through =
          TcpConnect.connect(List.of(closed, server.getInetAddress()), port, LIMIT)) {
        assertThat(through.getInetAddress()).isEqualTo(server.getInetAddress());
      }
      assertThatThrownBy(() -> TcpConnect.connect(List.of(closed), port, LIMIT))
          .isInstanceOf(ConnectException.class);
    }
  }
}
