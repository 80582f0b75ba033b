package io.softstart.crash;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The file from which Kubernetes takes a container's last words into the pod's status. Longer ones
 * than 4096 bytes are cut there, so they are cut here, at a character.
 *
 * <p>Source: kubernetes.io, "Determine the Reason for Pod Failure".
 */
final class TerminationMessage {
  static final int LONGEST = 4_096;

  private static final Path DEFAULT = Path.of("/dev/termination-log");

  private TerminationMessage() {}

  /**
   * Overwrites the file.
   *
   * @param file as the operator named it; null for the default, which only an orchestrator makes
   */
  static void write(@Nullable String file, String text) throws IOException {
    if (file == null && !Files.isWritable(DEFAULT)) {
      return;
    }
    Path path = file == null ? DEFAULT : Path.of(file);
    // not through a temporary file: the orchestrator has mounted this very one
    try (OutputStream out = new FileOutputStream(path.toFile())) {
      out.write(cut(text.getBytes(StandardCharsets.UTF_8), LONGEST));
    }
  }

  /** Ends before a character that would be cut: its further bytes are 10xxxxxx. */
  static byte[] cut(byte[] utf8, int longest) {
    if (utf8.length <= longest) {
      return utf8;
    }
    int end = longest;
    while (end > 0 && (utf8[end] & 0xC0) == 0x80) {
      end--;
    }
    return Arrays.copyOf(utf8, end);
  }
}
