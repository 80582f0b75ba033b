package io.softstart.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.softstart.client.CredentialsException;
import io.softstart.client.TcpConnect;
import io.softstart.gate.Attempt;
import io.softstart.net.Target;
import io.softstart.redis.WrongProtocolException.Found;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * Looks once more, without the client, at a port where a login hung or was closed: a server that
 * hangs, TLS where none is expected and the reverse all look the same to the client, and a server
 * that has no room says so and closes before the client listens.
 */
final class PortInspection {
  private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST = 512;
  private static final int DEEPEST = 20;
  private static final byte TLS_ALERT = 0x15;
  private static final byte TLS_HANDSHAKE = 0x16;

  private final Target.Endpoint endpoint;
  private final Duration limit;

  private PortInspection(Target.Endpoint endpoint, Duration limit) {
    this.endpoint = endpoint;
    this.limit = limit;
  }

  /** Whether the failure leaves open what answers on the port. */
  static boolean isWorthWhile(Exception failure) {
    return causes(failure)
        .noneMatch(
            t ->
                t instanceof RedisCommandExecutionException
                    || t instanceof ConnectException
                    || t instanceof UnknownHostException
                    || t instanceof AnnouncedMasterException
                    || t instanceof NoServerException
                    || t instanceof CertificateException
                    || t instanceof InterruptedException
                    || t instanceof Attempt.NotReady
                    || t instanceof CredentialsException);
  }

  static Stream<Throwable> causes(Exception failure) {
    return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
        .limit(DEEPEST);
  }

  /**
   * Returns a better explanation than the failure itself, or the failure: what goes wrong here does
   * not replace it.
   */
  static Exception at(Target.Endpoint endpoint, boolean tls, Attempt attempt, Exception failure) {
    try {
      return explained(endpoint, tls, attempt, failure);
    } catch (Throwable ours) {
      return failure;
    }
  }

  private static Exception explained(
      Target.Endpoint endpoint, boolean tls, Attempt attempt, Exception failure) {
    PortInspection look = new PortInspection(endpoint, Limits.forLook(attempt));
    byte[] answer = look.answerTo(PING);
    String text = new String(answer, StandardCharsets.UTF_8).strip();
    if (text.startsWith("-DENIED") || text.startsWith("-ERR max number")) {
      return new RedisCommandExecutionException(text.substring(1), failure);
    }
    if (text.startsWith("HTTP/")) {
      return new WrongProtocolException(Found.HTTP, failure);
    }
    boolean redis = text.startsWith("+") || text.startsWith("-");
    if (tls) {
      return redis ? new WrongProtocolException(Found.PLAIN_REDIS, failure) : failure;
    }
    if (isTls(answer) || (answer.length == 0 && isTls(look.answerTo(clientHello())))) {
      return new WrongProtocolException(Found.TLS, failure);
    }
    return redis || answer.length == 0 ? failure : new WrongProtocolException(Found.OTHER, failure);
  }

  private static boolean isTls(byte[] answer) {
    return answer.length > 1
        && (answer[0] == TLS_ALERT || answer[0] == TLS_HANDSHAKE)
        && answer[1] == 3;
  }

  /** Returns the first bytes that come, none if none come in time. */
  private byte[] answerTo(byte[] question) {
    byte[] answer = new byte[LONGEST];
    try (Socket socket = TcpConnect.connectDirectly(endpoint, limit)) {
      socket.setSoTimeout((int) limit.toMillis());
      socket.getOutputStream().write(question);
      int length = Math.max(0, socket.getInputStream().read(answer));
      return ByteBuffer.allocate(length).put(answer, 0, length).array();
    } catch (IOException silent) {
      return new byte[0];
    }
  }

  /** Returns the first message of a TLS client, without ever becoming one. */
  private static byte[] clientHello() {
    try {
      SSLEngine engine = SSLContext.getDefault().createSSLEngine();
      engine.setUseClientMode(true);
      ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      engine.wrap(ByteBuffer.allocate(0), hello);
      byte[] bytes = new byte[hello.flip().remaining()];
      hello.get(bytes);
      return bytes;
    } catch (IOException | GeneralSecurityException none) {
      return new byte[0];
    }
  }
}
