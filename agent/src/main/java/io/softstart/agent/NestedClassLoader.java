package io.softstart.agent;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Loads what lies in the directory {@code softstart} of the agent's jar. Its parent is the platform
 * class loader, so that neither the application nor Softstart sees a class of the other.
 */
final class NestedClassLoader extends ClassLoader {
  /** {@code io.softstart.jdbc.Drivers} knows it, too. */
  static final String NAME = "softstart-agent";

  private static final String DIRECTORY = "softstart/";

  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;
  private final String jarUrl;
  private final CodeSource source;

  /** Opens the jar that a class comes from. */
  NestedClassLoader(Class<?> ofJar) throws IOException {
    super(NAME, ClassLoader.getPlatformClassLoader());
    source = ofJar.getProtectionDomain().getCodeSource();
    URL location = source.getLocation();
    try {
      // of this version, and not signed
      jar = new JarFile(Path.of(location.toURI()).toFile(), false);
    } catch (URISyntaxException notAFile) {
      throw new IOException(notAFile);
    }
    jarUrl = "jar:" + location + "!/";
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    ZipEntry entry = jar.getEntry(DIRECTORY + name.replace('.', '/') + ".class");
    if (entry == null) {
      throw new ClassNotFoundException(name);
    }
    try (InputStream in = jar.getInputStream(entry)) {
      byte[] bytes = in.readAllBytes();
      return defineClass(
          name, bytes, 0, bytes.length, new java.security.ProtectionDomain(source, null));
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }

  @Override
  protected @Nullable URL findResource(String name) {
    String path = DIRECTORY + name;
    if (jar.getEntry(path) == null) {
      return null;
    }
    try {
      return new URL(jarUrl + path);
    } catch (MalformedURLException notWritable) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL found = findResource(name);
    return Collections.enumeration(found == null ? List.of() : List.of(found));
  }
}
