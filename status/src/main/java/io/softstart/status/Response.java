package io.softstart.status;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An answer.
 *
 * @param status its code and what that is called
 * @param type of the body
 * @param body the text, sent as UTF-8
 * @param more further header lines, each with its end
 */
record Response(String status, String type, String body, String more) {
  static Response text(String status, String text) {
    return new Response(status, "text/plain; charset=utf-8", text + "\n", "");
  }

  /** {@return the bytes to send; a HEAD is told the length of what it does not get} */
  ByteBuffer bytes(boolean withBody) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + content.length
            + "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
            + more
            + "Connection: close\r\n\r\n";
    byte[] first = head.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer bytes = ByteBuffer.allocate(first.length + (withBody ? content.length : 0));
    bytes.put(first);
    if (withBody) {
      bytes.put(content);
    }
    return bytes.flip();
  }
}
