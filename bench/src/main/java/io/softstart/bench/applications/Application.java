package io.softstart.bench.applications;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * An application that somebody has built.
 *
 * @param title what it is
 * @param plain its fat jar
 * @param withStarter the same jar with the starter's jars
 * @param java what it is run with, if not with the java of this process
 * @param needs its servers
 * @param path a page of it, if it has one
 * @param variables its environment
 * @param port where it listens
 */
record Application(
    String title,
    Path plain,
    Path withStarter,
    Optional<Path> java,
    List<String> needs,
    Optional<String> path,
    Map<String, String> variables,
    int port) {

  static Application of(String name, Properties properties, List<Path> libraries)
      throws IOException {
    Path jar = Path.of(properties.getProperty(name + ".jar"));
    String needs = properties.getProperty(name + ".needs", "");
    Map<String, String> variables = new TreeMap<>();
    String prefix = name + ".env.";
    for (String key : properties.stringPropertyNames()) {
      if (key.startsWith(prefix)) {
        variables.put(key.substring(prefix.length()), properties.getProperty(key));
      }
    }
    return new Application(
        properties.getProperty(name + ".title", name),
        jar,
        StarterJar.of(jar, libraries),
        Optional.ofNullable(properties.getProperty(name + ".java")).map(Path::of),
        needs.isEmpty() ? List.of() : List.of(needs.split(",")),
        Optional.ofNullable(properties.getProperty(name + ".path")),
        variables,
        Ports.free());
  }

  ChildJvm program(boolean starter) {
    ChildJvm jvm =
        ChildJvm.ofJar(starter ? withStarter : plain)
            .env(variables)
            .env("SERVER_PORT", Integer.toString(port));
    return java.map(jvm::java).orElse(jvm);
  }
}
