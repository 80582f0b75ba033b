package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.testkit.Ports;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real PgBouncer: the program on the PATH (Debian's package pgbouncer), else its image in a
 * Docker engine of this machine. It lets user app in, and the console's user admin.
 */
final class PgBouncer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);
  private static final long END_SECONDS = 10;

  /** It refuses to run as root, so the program is given another user. */
  private static final String SCRIPT =
      """
      d=$(mktemp -d); cd "$d"
      printf '%%s' '%s' > p.ini; printf '%%s' '%s' > users.txt; chmod 755 .
      user=; [ "$(id -u)" != 0 ] || user='-u nobody'
      exec pgbouncer $user p.ini
      """;

  private final Process process;
  private final int port;

  /**
   * Starts one.
   *
   * @param password of both users
   * @param databases lines of the section, such as {@code app = host=127.0.0.1 port=5432}
   * @param settings further lines of the section pgbouncer
   */
  PgBouncer(String password, List<String> databases, String... settings) throws IOException {
    port = Ports.free();
    List<String> lines = new ArrayList<>(List.of("[databases]"));
    lines.addAll(databases);
    lines.add("[pgbouncer]");
    lines.add("listen_addr = 127.0.0.1");
    lines.add("listen_port = " + port);
    lines.add("unix_socket_dir =");
    lines.add("auth_file = users.txt");
    lines.add("admin_users = admin");
    lines.add("ignore_startup_parameters = extra_float_digits");
    lines.addAll(List.of(settings));
    String users =
        Stream.of("app", "admin")
            .map(user -> "\"" + user + "\" \"" + password + "\"\n")
            .reduce("", String::concat);
    process = start(String.format(SCRIPT, String.join("\n", lines), users));
    long end = System.nanoTime() + START.toNanos();
    while (!listens()) {
      assertThat(process.isAlive() && System.nanoTime() < end)
          .as(() -> "PgBouncer: " + said())
          .isTrue();
      pause();
    }
  }

  /** Returns why there is none here; empty if there is one. */
  static String missing() {
    boolean some = isProgramHere() || answers("docker", "image", "inspect", image());
    return some ? "" : "no pgbouncer on the PATH (Debian: pgbouncer), and no image " + image();
  }

  private static String image() {
    String prefix = System.getenv("TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX");
    return (prefix == null ? "" : prefix) + "pgbouncer:1.18";
  }

  private static boolean isProgramHere() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(Path::of)
        .anyMatch(dir -> Files.isExecutable(dir.resolve("pgbouncer")));
  }

  private static boolean answers(String... command) {
    try {
      Process asked =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return asked.waitFor(END_SECONDS, TimeUnit.SECONDS) && asked.exitValue() == 0;
    } catch (IOException none) {
      return false;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static Process start(String script) throws IOException {
    List<String> command =
        isProgramHere()
            ? List.of("sh", "-c", script)
            : List.of(
                "docker",
                "run",
                "--rm",
                "--init",
                "--network",
                "host",
                image(),
                "sh",
                "-c",
                script);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private String said() {
    try {
      InputStream out = process.getInputStream();
      return new String(out.readNBytes(out.available()), StandardCharsets.UTF_8);
    } catch (IOException gone) {
      return gone.toString();
    }
  }

  /** Returns the URL of one of its databases. */
  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /**
   * Has its console do something, after a login by MD5. The driver cannot: it begins with a SET,
   * which the console refuses.
   */
  void console(String password, String command) throws IOException, GeneralSecurityException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      // it refuses a first packet that comes in pieces
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] login = "user\0admin\0database\0pgbouncer\0\0".getBytes(StandardCharsets.UTF_8);
      out.writeInt(8 + login.length);
      out.writeInt(3 << 16);
      out.write(login);
      out.flush();
      int type = in.readUnsignedByte();
      byte[] asks = in.readNBytes(in.readInt() - 4);
      assertThat((char) type).as(new String(asks, StandardCharsets.UTF_8)).isEqualTo('R');
      byte[] salt = Arrays.copyOfRange(asks, 4, 8); // of MD5, as auth_type says
      String inner = md5((password + "admin").getBytes(StandardCharsets.UTF_8));
      ByteArrayOutputStream salted = new ByteArrayOutputStream();
      salted.writeBytes(inner.getBytes(StandardCharsets.UTF_8));
      salted.writeBytes(salt);
      send(out, 'p', "md5" + md5(salted.toByteArray()));
      awaitReady(in);
      send(out, 'Q', command);
      awaitReady(in);
    }
  }

  private static String md5(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
  }

  private static void send(DataOutputStream out, char type, String text) throws IOException {
    byte[] bytes = (text + '\0').getBytes(StandardCharsets.UTF_8);
    out.writeByte(type);
    out.writeInt(4 + bytes.length);
    out.write(bytes);
    out.flush();
  }

  private static void awaitReady(DataInputStream in) throws IOException {
    int type = 0;
    while (type != 'Z') {
      type = in.readUnsignedByte();
      byte[] body = in.readNBytes(in.readInt() - 4);
      assertThat(type).as(new String(body, StandardCharsets.UTF_8)).isNotEqualTo('E');
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
