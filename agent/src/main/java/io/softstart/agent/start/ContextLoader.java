package io.softstart.agent.start;

import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * The context class loader of the wait: services of Softstart are the agent's, everything else,
 * such as drivers, is the application's.
 */
public final class ContextLoader extends ClassLoader {
  private static final String CLASSES = "io.softstart.";
  private static final String SERVICES = "META-INF/services/io.softstart.";

  private final ClassLoader agents;

  /**
   * Makes the loader.
   *
   * @param agents has Softstart
   * @param applications has the drivers
   */
  public ContextLoader(ClassLoader agents, ClassLoader applications) {
    super("softstart-context", applications);
    this.agents = agents;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(CLASSES)) {
      try {
        return agents.loadClass(name);
      } catch (ClassNotFoundException notOurs) {
        // one of the application that has the same first words
      }
    }
    return super.loadClass(name, resolve);
  }

  @Override
  public @Nullable URL getResource(String name) {
    return name.startsWith(SERVICES) ? agents.getResource(name) : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.startsWith(SERVICES) ? agents.getResources(name) : super.getResources(name);
  }
}
