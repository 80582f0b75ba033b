package io.softstart.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.resilience4j.core.EventConsumer;
import io.github.resilience4j.retry.Retry;
import io.softstart.diagnosis.Diagnosis;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
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

  private static ModuleLayer asModules() {
    List<Class<?>> ofEach =
        List.of(
            JdbcProbe.class,
            Diagnosis.class,
            HikariDataSource.class,
            Retry.class,
            EventConsumer.class,
            Logger.class);
    Path[] paths = ofEach.stream().map(ModulePathTest::home).toArray(Path[]::new);
    ModuleFinder finder = ModuleFinder.of(paths);
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
