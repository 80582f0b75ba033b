package io.softstart.bench.spring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A fat jar without the jars of Softstart, and with all else as it was. */
final class PlainJar {
  private PlainJar() {}

  static Path of(Path jar) throws IOException {
    Path plain = Files.createTempFile("plain-", ".jar");
    plain.toFile().deleteOnExit();
    int left = 0;
    try (ZipFile from = new ZipFile(jar.toFile());
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(plain))) {
      for (ZipEntry entry : from.stream().toList()) {
        if (entry.getName().startsWith("BOOT-INF/lib/softstart-")) {
          left++;
        } else {
          ZipEntry copy = new ZipEntry(entry); // stored ones stay stored: they are run as they are
          if (copy.getMethod() == ZipEntry.DEFLATED) {
            copy.setCompressedSize(-1); // may come out otherwise here
          }
          to.putNextEntry(copy);
          try (InputStream bytes = from.getInputStream(entry)) {
            bytes.transferTo(to);
          }
          to.closeEntry();
        }
      }
    }
    if (left == 0) {
      throw new IllegalStateException(jar + " holds no jar of Softstart: nothing to compare with");
    }
    return plain;
  }
}
