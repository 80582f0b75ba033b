package io.softstart.status;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A command that asks a status port whether an application is alive, or ready, for images without
 * {@code curl}: {@code java -cp orders.jar:lib/* io.softstart.status.Health readyz}.
 *
 * <p>It prints the answer's text and ends with 0 if that is good, else with 1. It asks {@code
 * SOFTSTART_STATUS_PORT} on {@code SOFTSTART_STATUS_BIND}, as the application itself is told by the
 * same variables, and waits for 2 s at most for each step.
 */
public final class Health {
  private static final int LIMIT_MS = 2_000;
  private static final int HIGHEST_PORT = 65_535;
  private static final int LONGEST = 65_536;

  private Health() {}

  /**
   * Asks, and ends the process.
   *
   * @param args {@code livez}, which is the default, or {@code readyz}
   */
  public static void main(String[] args) {
    System.exit(ask(args, System.getenv(), System.out));
  }

  static int ask(String[] args, Map<String, String> env, PrintStream out) {
    String what = args.length == 0 ? "livez" : args[0];
    if (args.length > 1 || !(what.equals("livez") || what.equals("readyz"))) {
      out.println("say livez or readyz");
      return 1;
    }
    String bind = env.getOrDefault("SOFTSTART_STATUS_BIND", "127.0.0.1");
    String port = env.getOrDefault("SOFTSTART_STATUS_PORT", "");
    try {
      int number = Integer.parseInt(port.strip());
      if (number < 1 || number > HIGHEST_PORT) {
        throw new NumberFormatException(port);
      }
      return ask(what, bind.strip(), number, out);
    } catch (NumberFormatException notSet) {
      out.println("SOFTSTART_STATUS_PORT must say where to ask, 1 to 65535");
    } catch (IOException unanswered) {
      out.println("no answer from " + bind + ":" + port + ": " + unanswered.getMessage());
    }
    return 1;
  }

  private static int ask(String what, String bind, int port, PrintStream out) throws IOException {
    InetAddress bound = InetAddress.getByName(bind);
    InetAddress host = bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), LIMIT_MS);
      socket.setSoTimeout(LIMIT_MS);
      String request = "GET /" + what + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String answer = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
      int body = answer.indexOf("\r\n\r\n");
      out.print(body < 0 ? "this is not an answer of HTTP\n" : answer.substring(body + 4));
      return answer.startsWith("HTTP/1.1 200 ") ? 0 : 1;
    }
  }
}
