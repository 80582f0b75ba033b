package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.resilience4j.core.EventConsumer;
import io.github.resilience4j.retry.Retry;
import io.softstart.diagnosis.Diagnosis;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;

/** As named modules, resources and services are found only if the descriptors say so. */
class ModulePathTest {
  @Test
  void rulesAndDriversAreFound() throws Exception {
    ClassLoader loader = asModules().findLoader("io.softstart.jdbc");
    Class<?> probeClass = loader.loadClass(JdbcProbe.class.getName());
    assertThat(probeClass.getModule().isNamed()).isTrue();

    Object probe =
        probeClass.getMethod("dataSource", DataSource.class).invoke(null, new PGSimpleDataSource());
    Object diagnosis = probeClass.getMethod("diagnosis").invoke(probe);
    Object failure =
        loader
            .loadClass(Diagnosis.class.getName())
            .getMethod("diagnose", Throwable.class)
            .invoke(diagnosis, new SQLException("refused", "28P01"));
    assertThat((Optional<?>) failure).isPresent();
    assertThat(failure.toString()).contains("DENIED");

    Module jdbc = probeClass.getModule();
    assertThat(jdbc.canUse(java.sql.Driver.class)).isTrue();
  }

  @Test
  void aModuleThatRequiresItCompilesWithoutMore(@TempDir Path directory) throws Exception {
    Path module =
        Files.writeString(
            directory.resolve("module-info.java"), "module shop { requires io.softstart.jdbc; }");
    String path =
        Stream.of(paths()).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    StringWriter said = new StringWriter();
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    PrintWriter out = new PrintWriter(said);

    assertThat(javac.run(out, out, "-p", path, "-d", directory.toString(), module.toString()))
        .as(said.toString())
        .isZero();
  }

  /** All that it needs at run time. */
  private static Path[] paths() {
    return Stream.of(
            JdbcProbe.class,
            Diagnosis.class,
            HikariDataSource.class,
            Retry.class,
            EventConsumer.class,
            Logger.class)
        .map(ModulePathTest::home)
        .toArray(Path[]::new);
  }

  private static ModuleLayer asModules() {
    ModuleFinder finder = ModuleFinder.of(paths());
    ModuleLayer boot = ModuleLayer.boot();
    Configuration configuration =
        boot.configuration().resolve(finder, ModuleFinder.ofSystem(), Set.of("io.softstart.jdbc"));
    return boot.defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader());
  }

  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
