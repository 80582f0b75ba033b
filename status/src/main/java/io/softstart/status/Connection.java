package io.softstart.status;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One connection: a request, its answer, the end. Kept for {@value #LIMIT_MS} ms at most, even if
 * the other side does nothing. For the selector's thread only.
 */
final class Connection {
  static final int LIMIT_MS = 2_000;
  static final int LONGEST_HEAD = 8_192;

  private final SocketChannel channel;
  private final long accepted = System.nanoTime();
  private final ByteBuffer read = ByteBuffer.allocate(LONGEST_HEAD);
  private @Nullable ByteBuffer answer;

  Connection(SocketChannel channel) {
    this.channel = channel;
  }

  long millisLeft() {
    return LIMIT_MS - (System.nanoTime() - accepted) / 1_000_000;
  }

  boolean isClosed() {
    return !channel.isOpen();
  }

  /** Goes on as far as that is possible without waiting. */
  void advance(SelectionKey key, Answers answers) throws IOException {
    if (answer == null) {
      boolean atEnd = channel.read(read) < 0;
      answer = answers.toHead(read.array(), read.position(), atEnd);
      if (answer == null) {
        if (atEnd) {
          close();
        }
        return;
      }
      key.interestOps(SelectionKey.OP_WRITE);
    }
    if (answer.hasRemaining()) {
      channel.write(answer);
      if (!answer.hasRemaining()) {
        channel.shutdownOutput();
        key.interestOps(SelectionKey.OP_READ);
      }
      return;
    }
    // A close with something unread resets the connection and may take the answer with it.
    read.clear();
    if (channel.read(read) < 0) {
      close();
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // it is gone either way
    }
  }
}
