package io.softstart.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PortsTest {
  @Test
  void neverGivesAPortTwice() {
    Set<Integer> given = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      assertThat(given.add(Ports.free())).isTrue();
    }
    assertThat(given).allMatch(port -> port > 1_023 && port < 65_536);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void staysOutOfTheRangeOfOutgoingConnections() {
    int lowest = Ports.lowestEphemeral();
    assertThat(lowest).isBetween(10_001, 65_535);
    for (int i = 0; i < 100; i++) {
      assertThat(Ports.free()).isLessThan(lowest);
    }
  }

  @Test
  void refusesUntilAServerListens() throws IOException {
    int port = Ports.free();
    assertThatThrownBy(() -> new Socket("127.0.0.1", port).close())
        .isInstanceOf(ConnectException.class);
    for (int i = 0; i < 2; i++) {
      try (ServerSocket server = new ServerSocket(port, 1, Ports.loopback());
          Socket client = new Socket("127.0.0.1", port)) {
        assertThat(server.isBound()).isTrue();
        assertThat(client.isConnected()).isTrue();
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void isHeldAgainstWhoeverElseLooksForAPort() throws IOException {
    int port = Ports.free();
    try (ServerSocket other = new ServerSocket()) {
      other.setReuseAddress(false);
      assertThatThrownBy(() -> other.bind(new InetSocketAddress(port)))
          .isInstanceOf(BindException.class);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void canBeLetGoAndHeldAgain() throws IOException {
    int port = Ports.free();
    Ports.letGo(port);
    try (ServerSocket other = new ServerSocket()) {
      other.setReuseAddress(false);
      other.bind(new InetSocketAddress(port));
      Ports.holdAgain(port); // in use: no effect
    }
    Ports.holdAgain(port);
    try (ServerSocket other = new ServerSocket()) {
      other.setReuseAddress(false);
      assertThatThrownBy(() -> other.bind(new InetSocketAddress(port)))
          .isInstanceOf(BindException.class);
    }
  }
}
