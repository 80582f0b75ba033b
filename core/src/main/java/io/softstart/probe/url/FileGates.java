package io.softstart.probe.url;

import io.softstart.config.ConfigReader;
import io.softstart.gate.Probe;
import io.softstart.net.ServiceUrl;
import io.softstart.probe.FileProbe;
import io.softstart.probe.GateFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;

/** Gates from {@code file:/path}: a file that must be readable, or a Unix socket. */
public final class FileGates implements GateFactory {
  private static final String SCHEME = "file:";
  private static final String LOCAL = "//localhost/";
  private static final String EXPECTED = "expected is an absolute path, as in file:/run/ready";

  /** Called by the service loader. */
  public FileGates() {}

  @Override
  public Set<String> schemes() {
    return Set.of("file");
  }

  @Override
  public Probe<?> probe(ServiceUrl url, ConfigReader options) {
    String text = url.reveal().strip().substring(SCHEME.length());
    if (text.indexOf('?') >= 0) {
      throw new IllegalArgumentException("a file has no parameters; " + EXPECTED);
    }
    try {
      Path path = Path.of(decoded(withoutHost(text)));
      if (path.isAbsolute()) {
        return FileProbe.of(path);
      }
    } catch (InvalidPathException unusable) { // whose message repeats it
      throw new IllegalArgumentException("no path of this system; " + EXPECTED);
    }
    throw new IllegalArgumentException(EXPECTED);
  }

  private static String withoutHost(String text) {
    if (text.startsWith(LOCAL)) {
      return text.substring(LOCAL.length() - 1);
    }
    if (text.startsWith("///")) {
      return text.substring(2);
    }
    if (text.startsWith("//")) {
      throw new IllegalArgumentException("names a host: write one slash or three; " + EXPECTED);
    }
    return text;
  }

  /** {@code %20} is a space in a URL; what is no URL is a path as it stands. */
  private static String decoded(String path) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    try {
      String plain = new URI(SCHEME + path).getPath();
      return plain == null ? path : plain;
    } catch (URISyntaxException notEncoded) {
      return path;
    }
  }
}
