package io.softstart.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** What a native image must keep that no code names: rules, a page, files that are looked for. */
final class NativeHints implements RuntimeHintsRegistrar {
  private static final String[] FILES = {
    "io/softstart/crash/*",
    "io/softstart/diagnosis/*.rules",
    "io/softstart/jdbc/*.rules",
    "io/softstart/redis/*.rules",
    "io/softstart/kafka/*.rules",
    "io/softstart/status/page.html"
  };

  /** By its name: Kafka's client need not be there. */
  private static final String KAFKAS = "io.softstart.spring.BundleEngines";

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
    for (String file : FILES) {
      hints.resources().registerPattern(file);
    }
    for (List<String> types : SpringGates.LOOKED_FOR) {
      for (String type : types) {
        hints.resources().registerPattern(type.replace('.', '/') + ".class");
      }
    }
    hints
        .reflection()
        .registerTypeIfPresent(loader, KAFKAS, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS)
        .registerTypeIfPresent(
            loader,
            SpringsExitHandler.TYPE,
            hint ->
                hint.withMembers(MemberCategory.INVOKE_DECLARED_METHODS)
                    .withField(SpringsExitHandler.CODE));
  }
}
