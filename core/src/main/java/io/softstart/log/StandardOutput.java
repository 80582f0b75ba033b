package io.softstart.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What somebody asked for and may pipe on; everything else goes to stderr. */
public final class StandardOutput {
  private StandardOutput() {}

  /** Writes a text that holds no secret; a closed pipe is no error. */
  public static void print(String text) {
    // not closed: that would close the descriptor for everybody
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException closed) {
      // the reader has gone
    }
  }
}
