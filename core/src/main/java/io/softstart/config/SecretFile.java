package io.softstart.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A secret that an orchestrator mounted as a file; a newline at its end is not part of it. */
final class SecretFile {
  private static final int LARGEST = 64 * 1024;

  private SecretFile() {}

  /** Reads it; no message repeats the path, since some put the password itself there. */
  static String read(String name) throws BadValue {
    try {
      Path file = Path.of(name);
      if (Files.isDirectory(file)) {
        throw new BadValue("cannot be read: the path is a directory", "name the file in it");
      }
      byte[] bytes;
      try (var in = Files.newInputStream(file)) {
        bytes = in.readNBytes(LARGEST + 1); // not a size check: devices and pipes have none
      }
      if (bytes.length > LARGEST) {
        throw new BadValue("cannot be read: the file is larger than 64 KB");
      }
      return text(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)));
    } catch (NoSuchFileException e) {
      throw new BadValue("cannot be read: the file does not exist", "is the secret mounted there?");
    } catch (AccessDeniedException e) {
      throw new BadValue("cannot be read: this user may not open the file");
    } catch (CharacterCodingException e) {
      throw new BadValue("cannot be read: the file is not text in UTF-8");
    } catch (InvalidPathException e) {
      throw new BadValue("cannot be read: that is not a path");
    } catch (IOException | SecurityException e) {
      throw new BadValue("cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static String text(CharSequence content) throws BadValue {
    String text = content.toString();
    Found.keepSecret(text);
    if (text.indexOf('\r') >= 0) {
      throw new BadValue(
          "has Windows line ends: a carriage return would be part of the secret",
          "save the file with Unix line ends");
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
