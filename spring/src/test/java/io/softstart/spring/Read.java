package io.softstart.spring;

import io.softstart.InvalidConfigException;
import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigReader;
import io.softstart.config.ConfigResult;
import io.softstart.gate.AnyGate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Reads a configuration as a start does, from maps instead of files and a process. */
final class Read {
  private final Map<String, Object> file = new HashMap<>();
  private final Map<String, Object> variables = new HashMap<>();
  private final Map<String, Object> arguments = new HashMap<>();
  private List<AnyGate<?>> derived = List.of();
  private Set<String> absent = Set.of();

  private Read() {}

  /** As application.properties would have them. */
  static Read file(Object... namesAndValues) {
    return new Read().also(namesAndValues);
  }

  Read also(Object... namesAndValues) {
    put(file, namesAndValues);
    return this;
  }

  Read variables(Object... namesAndValues) {
    put(variables, namesAndValues);
    return this;
  }

  Read arguments(Object... namesAndValues) {
    put(arguments, namesAndValues);
    return this;
  }

  Read derived(AnyGate<?>... gates) {
    derived = List.of(gates);
    return this;
  }

  Read absent(String... names) {
    absent = Set.of(names);
    return this;
  }

  /** With a data source, so that what is said of it is used for sure. */
  Read withDataSource() {
    file.putIfAbsent("spring.datasource.url", "jdbc:postgresql://db/orders");
    return this;
  }

  private static void put(Map<String, Object> map, Object... namesAndValues) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
  }

  ConfigurableEnvironment environment() {
    ConfigurableEnvironment environment = new StandardEnvironment();
    MutablePropertySources sources = environment.getPropertySources();
    sources.replace(
        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
        new SystemEnvironmentPropertySource(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    sources.remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME); // Maven's
    sources.addFirst(new MapPropertySource("arguments", arguments));
    sources.addLast(new OriginTrackedMapPropertySource("application.properties", file));
    ConfigurationPropertySources.attach(environment);
    return environment;
  }

  ConfigResult<List<AnyGate<?>>> configured() {
    return configured(new EnvironmentSource());
  }

  /** {@return the properties that a start asks for} */
  Set<String> asked() {
    EnvironmentSource source = new EnvironmentSource();
    configured(source);
    return source.asked();
  }

  private ConfigResult<List<AnyGate<?>>> configured(EnvironmentSource source) {
    ConfigurableEnvironment environment = environment();
    source.attach(environment);
    try { // what only the core asks for
      Startup.begin(StartupOptions.of("x").embedded().sources(source)).configure(reader -> source);
    } catch (InvalidConfigException bad) {
      // a bad setting of the core's is the core's to test
    }
    NamesSet names = new NamesSet(environment);
    return ConfigReader.read(
        List.of(source),
        reader -> {
          EnvironmentCheck.placeholders(environment, source, names, reader);
          List<AnyGate<?>> gates = CustomGates.from(reader, source, names, derived, true, absent);
          EnvironmentCheck.names(source, names, reader);
          return gates;
        });
  }

  List<AnyGate<?>> gates() {
    ConfigResult<List<AnyGate<?>>> configured = configured();
    return configured.value().orElseThrow(() -> new AssertionError(configured.report()));
  }

  /** {@return problems, each in one line} */
  List<String> problems() {
    return said(configured().problems());
  }

  /** {@return warnings, each in one line} */
  List<String> warnings() {
    return said(configured().warnings());
  }

  private static List<String> said(List<ConfigProblem> problems) {
    return problems.stream().map(Read::said).toList();
  }

  private static String said(ConfigProblem problem) {
    return Stream.of(
            problem.key() + " " + problem.what(),
            problem.origin().map(origin -> " <" + origin + ">").orElse(""),
            problem.hint().map(hint -> " -> " + hint).orElse(""))
        .reduce("", String::concat);
  }
}
