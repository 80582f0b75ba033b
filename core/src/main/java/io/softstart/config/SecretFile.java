package io.softstart.config;

import io.softstart.text.Ascii;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** A secret that an orchestrator mounted as a file; a newline at its end is not part of it. */
final class SecretFile {
  /** Behind the key of a secret: the file that holds it. */
  static final String SUFFIX = "_FILE";

  private static final int LARGEST = 64 * 1024;
  private static final int LONGEST_PATH = 200;

  private SecretFile() {}

  /** Reads it; only an absolute path is repeated, since some put the password itself there. */
  static String read(String name) throws BadValue {
    try {
      Path file = Path.of(name);
      if (Files.isDirectory(file)) {
        throw BadValue.quoting(
            "cannot be read: {} is a directory", "name the file in it", shown(name));
      }
      byte[] bytes;
      try (var in = Files.newInputStream(file)) {
        bytes = in.readNBytes(LARGEST + 1); // not a size check: devices and pipes have none
      }
      if (bytes.length > LARGEST) {
        throw BadValue.quoting("cannot be read: {} is larger than 64 KB", null, shown(name));
      }
      return text(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)));
    } catch (NoSuchFileException e) {
      throw BadValue.quoting(
          "cannot be read: {} does not exist", "is the secret mounted there?", shown(name));
    } catch (AccessDeniedException e) {
      throw BadValue.quoting(
          "cannot be read: permission denied: {}" + owned(name), null, shown(name));
    } catch (CharacterCodingException e) {
      throw BadValue.quoting("cannot be read: {} is not text in UTF-8", null, shown(name));
    } catch (InvalidPathException e) {
      throw new BadValue("cannot be read: that is not a path");
    } catch (IOException | SecurityException e) {
      throw new BadValue("cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static String shown(String name) {
    boolean plain =
        name.startsWith("/") && name.length() <= LONGEST_PATH && Ascii.isMadeOf(name, "/._-+@:");
    return plain ? name : "the file";
  }

  /** Says whose file it is, and who wants to read it. */
  private static String owned(String name) {
    try {
      PosixFileAttributes file = Files.readAttributes(Path.of(name), PosixFileAttributes.class);
      return " is -"
          + PosixFilePermissions.toString(file.permissions())
          + " "
          + file.owner().getName()
          + ", this process is uid "
          + Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException | RuntimeException unknown) {
      return " may not be opened by user " + System.getProperty("user.name");
    }
  }

  private static String text(CharSequence content) throws BadValue {
    String text = content.toString();
    ExampleSecret.keepUnlessOne(text);
    if (text.indexOf('\r') >= 0) {
      throw new BadValue(
          "has Windows line ends: a carriage return would be part of the secret",
          "save the file with Unix line ends");
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
