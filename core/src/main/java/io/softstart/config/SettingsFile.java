package io.softstart.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings in a file, read when the first one is looked up; a file that is not there holds none.
 */
final class SettingsFile implements ConfigSource {
  /** How a file is written. */
  enum Syntax {
    PROPERTIES,
    DOTENV
  }

  private final Path path;
  private final Syntax syntax;
  private @Nullable Map<String, String> values;
  private @Nullable RuntimeException failure;

  SettingsFile(Path path, Syntax syntax) {
    this.path = path;
    this.syntax = syntax;
  }

  @Override
  public Optional<String> find(String key) {
    Map<String, String> all = values();
    String text = all.get(key);
    return Optional.ofNullable(text == null ? all.get(otherForm(key)) : text);
  }

  @Override
  public String origin(String key) {
    String form = values == null || values.containsKey(key) ? key : otherForm(key);
    return form + " in " + path;
  }

  @Override
  public Set<String> names() {
    return values().keySet();
  }

  @Override
  public Set<Path> files() {
    return Set.of(path);
  }

  private String otherForm(String key) {
    return syntax == Syntax.DOTENV ? Environment.upper(key) : SystemProperties.dotted(key);
  }

  /** Read at most once, and refused each time: a file that is half understood is not used. */
  private Map<String, String> values() {
    if (failure != null) {
      throw failure;
    }
    if (values == null) {
      try {
        values = syntax == Syntax.DOTENV ? Dotenv.parse(content()) : properties(content());
      } catch (IOException | IllegalArgumentException e) {
        failure = new IllegalArgumentException(path + ": " + reasonOf(e));
        throw failure;
      }
    }
    return values;
  }

  private String content() throws IOException {
    try {
      return Files.readString(path);
    } catch (NoSuchFileException absent) {
      return "";
    }
  }

  private String reasonOf(Exception e) {
    if (Files.isDirectory(path)) {
      return "it is a directory, not a file";
    }
    if (e instanceof java.nio.charset.MalformedInputException) {
      return "it is not text in UTF-8";
    }
    return e instanceof IOException ? e.getClass().getSimpleName() : String.valueOf(e.getMessage());
  }

  private static Map<String, String> properties(String content) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(content));
    Map<String, String> values = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      values.put(name, properties.getProperty(name));
    }
    return values;
  }
}
