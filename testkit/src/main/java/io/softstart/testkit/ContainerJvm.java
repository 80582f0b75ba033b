package io.softstart.testkit;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.RestartPolicy;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A program in a Docker container: on the JVM that runs the tests, which is mounted into an image
 * that has none, and in the network of the host, so that it finds what listens there and is found.
 * For Linux and an engine on this host.
 *
 * <p>Thread-safe. Closing removes the container.
 */
public final class ContainerJvm implements AutoCloseable {
  private static final String IMAGE = "redis:7.0"; // any with glibc will do
  private static final long CORE = 1_000_000_000;

  private final DockerContainer container;

  private ContainerJvm(DockerContainer container) {
    this.container = container;
  }

  /**
   * What a container runs, and what it may use; immutable.
   *
   * @param classPath what of it exists is mounted too
   * @param main the class with the main method
   * @param options of the JVM
   * @param args of the program
   * @param environment its variables
   * @param memory how many bytes it may use; 0 for as many as the host has
   * @param cores how many processors, also parts of one; 0 for all
   * @param restarted whether the engine restarts it whenever it ends
   */
  public record Plan(
      String classPath,
      String main,
      List<String> options,
      List<String> args,
      Map<String, String> environment,
      long memory,
      double cores,
      boolean restarted) {
    /** Copies what could be changed. */
    public Plan {
      options = List.copyOf(options);
      args = List.copyOf(args);
      environment = Map.copyOf(environment);
    }

    /**
     * Returns a plan without limits.
     *
     * @param classPath what of it exists is mounted too
     * @param main the class with the main method
     * @param args of the program
     * @return the plan
     */
    public static Plan of(String classPath, String main, String... args) {
      return new Plan(classPath, main, List.of(), List.of(args), Map.of(), 0, 0, false);
    }

    /**
     * Returns a plan with a variable of the environment more.
     *
     * @param name of the variable
     * @param value its value
     * @return the plan
     */
    public Plan env(String name, String value) {
      Map<String, String> more = new HashMap<>(environment);
      more.put(name, value);
      return new Plan(classPath, main, options, args, more, memory, cores, restarted);
    }

    /**
     * Returns a plan for a container that may use only so much.
     *
     * @param bytes of memory
     * @param processors or parts of one
     * @return the plan
     */
    public Plan limited(long bytes, double processors) {
      return new Plan(classPath, main, options, args, environment, bytes, processors, restarted);
    }

    /** {@return a plan for a container that is restarted whenever it ends} */
    public Plan unlessStopped() {
      return new Plan(classPath, main, options, args, environment, memory, cores, true);
    }
  }

  /**
   * Starts a container.
   *
   * @param plan what it runs
   * @return the container, which runs
   * @throws TestkitException if Docker has no image or cannot start it
   */
  public static ContainerJvm start(Plan plan) {
    String home = System.getProperty("java.home");
    Set<String> mounted = new TreeSet<>(List.of(home));
    try {
      Path settings = Path.of(home, "conf/security/java.security").toRealPath();
      if (!settings.startsWith(home)) { // Debian keeps them in /etc/java-17-openjdk
        mounted.add("/" + settings.subpath(0, 2));
      }
      List<String> classPath = new ArrayList<>();
      for (String entry : plan.classPath().split(File.pathSeparator, -1)) {
        if (new File(entry).exists()) {
          classPath.add(new File(entry).getCanonicalPath());
        }
      }
      mounted.addAll(classPath);
      List<String> program = new ArrayList<>(List.of(home + "/bin/java"));
      program.addAll(plan.options());
      program.addAll(List.of("-cp", String.join(":", classPath), plan.main()));
      program.addAll(plan.args());
      DockerContainer made =
          DockerContainer.of(IMAGE, plan.environment(), config(plan, mounted), program);
      ContainerJvm started = new ContainerJvm(made);
      made.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HostConfig config(Plan plan, Set<String> mounted) {
    List<Bind> binds = new ArrayList<>();
    for (String path : mounted) {
      binds.add(Bind.parse(path + ":" + path + ":ro"));
    }
    HostConfig config = HostConfig.newHostConfig().withBinds(binds).withNetworkMode("host");
    if (plan.memory() > 0) {
      config.withMemory(plan.memory()).withMemorySwap(plan.memory());
    }
    if (plan.cores() > 0) {
      config.withNanoCPUs((long) (plan.cores() * CORE));
    }
    if (plan.restarted()) {
      config.withRestartPolicy(RestartPolicy.unlessStoppedRestart());
    }
    return config;
  }

  /** {@return what it has printed by now, through all its restarts} */
  public String log() {
    return container.log();
  }

  /** {@return how often the engine has restarted it} */
  public int restarts() {
    return container.restarts();
  }

  /** {@return whether it runs at this moment} */
  public boolean isRunning() {
    return container.isRunning();
  }

  /** Ends and removes it. */
  @Override
  public void close() {
    container.remove();
  }
}
