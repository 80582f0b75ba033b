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
import org.jspecify.annotations.Nullable;

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

  /** What a container runs, and what it may use; immutable, each method returns a changed copy. */
  public static final class Plan {
    private final List<String> classPath;
    private final List<String> program;
    private final Map<String, String> environment;
    private final @Nullable Long memory;
    private final @Nullable Long nanoCores;
    private final boolean restarted;

    private Plan(
        List<String> classPath,
        List<String> program,
        Map<String, String> environment,
        @Nullable Long memory,
        @Nullable Long nanoCores,
        boolean restarted) {
      this.classPath = List.copyOf(classPath);
      this.program = List.copyOf(program);
      this.environment = Map.copyOf(environment);
      this.memory = memory;
      this.nanoCores = nanoCores;
      this.restarted = restarted;
    }

    /**
     * Returns a plan without limits.
     *
     * @param classPath as {@code java -cp} takes it, without stars; what of it exists is mounted
     * @param main the class with the main method
     * @param args of the program
     * @return the plan
     */
    public static Plan of(String classPath, String main, String... args) {
      List<String> program = new ArrayList<>(List.of(main));
      program.addAll(List.of(args));
      List<String> entries = List.of(classPath.split(File.pathSeparator, -1));
      return new Plan(entries, program, Map.of(), null, null, false);
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
      return new Plan(classPath, program, more, memory, nanoCores, restarted);
    }

    /**
     * Returns a plan for a container that may use only so much.
     *
     * @param bytes of memory, more than 0
     * @param processors or parts of one, more than 0
     * @return the plan
     * @throws IllegalArgumentException if one of them is not more than 0
     */
    public Plan limited(long bytes, double processors) {
      if (bytes <= 0 || !(processors > 0)) {
        throw new IllegalArgumentException(
            "limited: " + bytes + " bytes and " + processors + " processors must be more than 0");
      }
      long nanos = (long) (processors * CORE);
      return new Plan(classPath, program, environment, bytes, nanos, restarted);
    }

    /**
     * Returns a plan for a container that the engine restarts whenever it ends.
     *
     * @return the plan
     */
    public Plan unlessStopped() {
      return new Plan(classPath, program, environment, memory, nanoCores, true);
    }

    private HostConfig config(Set<String> mounted) {
      List<Bind> binds = new ArrayList<>();
      for (String path : mounted) {
        binds.add(Bind.parse(path + ":" + path + ":ro"));
      }
      HostConfig config = HostConfig.newHostConfig().withBinds(binds).withNetworkMode("host");
      if (memory != null && nanoCores != null) {
        config.withMemory(memory).withMemorySwap(memory).withNanoCPUs(nanoCores);
      }
      if (restarted) {
        config.withRestartPolicy(RestartPolicy.unlessStoppedRestart());
      }
      return config;
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
      for (String entry : plan.classPath) {
        if (new File(entry).exists()) {
          classPath.add(new File(entry).getCanonicalPath());
        }
      }
      mounted.addAll(classPath);
      List<String> command = new ArrayList<>();
      command.addAll(List.of(home + "/bin/java", "-cp", String.join(":", classPath)));
      command.addAll(plan.program);
      DockerContainer made =
          DockerContainer.of(IMAGE, plan.environment, plan.config(mounted), command);
      ContainerJvm started = new ContainerJvm(made);
      made.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /** Stops it as an orchestrator does: SIGTERM, and SIGKILL ten seconds later. */
  public void stop() {
    container.stop();
  }

  /** {@return the code with which it has ended; 128 plus the signal's number if that ended it} */
  public int exitCode() {
    return container.exitCode();
  }

  /** Ends and removes it. */
  @Override
  public void close() {
    container.remove();
  }
}
