package io.softstart.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The table against the JDK that runs this. */
class JdkModulesTest {
  private static final Set<String> BEYOND_JAVA_SE =
      Set.of(
          "jdk.httpserver",
          "jdk.jfr",
          "jdk.management",
          "jdk.net",
          "jdk.sctp",
          "jdk.security.auth",
          "jdk.security.jgss",
          "jdk.unsupported");

  @Test
  void everyPackageOfJavaSeIsFound() {
    int packages = 0;
    Map<String, String> wrong = new TreeMap<>();
    for (ModuleReference reference : ModuleFinder.ofSystem().findAll()) {
      ModuleDescriptor module = reference.descriptor();
      String expected = module.name().equals("java.base") ? "" : module.name();
      if (module.name().startsWith("java.") || BEYOND_JAVA_SE.contains(module.name())) {
        for (Exports exports : module.exports()) {
          String found = JdkModules.of(exports.source() + ".Any");
          packages++;
          if (!exports.isQualified() && !found.equals(expected)) {
            wrong.put(exports.source(), found);
          }
        }
      }
    }
    assertThat(packages).isGreaterThan(100);
    assertThat(wrong).isEmpty();
  }

  @Test
  void othersClassesAreOfNoModule() {
    assertThat(JdkModules.of("javax.sqlite.Driver")).isEmpty();
    assertThat(JdkModules.of("com.example.Orders")).isEmpty();
  }
}
