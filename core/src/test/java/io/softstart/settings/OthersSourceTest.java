package io.softstart.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigReader;
import io.softstart.config.ConfigResult;
import io.softstart.config.ConfigSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** "Others' code unfenced": a user's source may throw or hang wherever it is asked. */
@Timeout(60)
class OthersSourceTest {
  private static ConfigSource source(InvocationHandler handler) {
    return (ConfigSource)
        Proxy.newProxyInstance(
            ConfigSource.class.getClassLoader(), new Class<?>[] {ConfigSource.class}, handler);
  }

  private static ConfigResult<Integer> read(ConfigSource source) {
    return ConfigReader.read(
        List.of(FencedSource.of(source)), env -> env.integer("SHOP_PORT").required());
  }

  @Test
  void anOriginThatThrowsHidesNoProblem() {
    ConfigSource source =
        source(
            (proxy, method, args) ->
                switch (method.getName()) {
                  case "find" -> Optional.of("many");
                  case "names" -> Set.of("SHOP_PORT");
                  default -> throw new AssertionError("no words");
                });
    ConfigProblem problem = read(source).problems().get(0);
    assertThat(problem.what()).isEqualTo("is \"many\", not a whole number");
    assertThat(problem.origin()).contains("a source of the application");
  }

  @Test
  void anOriginThatDoesNotReturnHidesNoProblem() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    ConfigSource source =
        source(
            (proxy, method, args) -> {
              switch (method.getName()) {
                case "find":
                  return Optional.of("many");
                case "names":
                  return Set.of("SHOP_PORT");
                default:
                  never.await();
                  return "";
              }
            });
    assertThat(read(source).problems().get(0).what()).startsWith("is \"many\"");
  }

  @Test
  void aSlowOriginOrNameSaysNothingOfWhatTheSourceFinds() {
    CountDownLatch never = new CountDownLatch(1);
    ConfigSource source =
        FencedSource.of(
            source(
                (proxy, method, args) -> {
                  switch (method.getName()) {
                    case "find":
                      return Optional.of("8080");
                    case "names":
                      return Set.of("SHOP_PORT");
                    default:
                      never.await();
                      return "";
                  }
                }));
    assertThat(source.origin("SHOP_PORT")).isEqualTo("a source of the application");
    assertThat(source.find("SHOP_PORT")).contains("8080");
    assertThat(source.name("SHOP_PORT")).isEqualTo("SHOP_PORT");
    assertThat(source.names()).containsExactly("SHOP_PORT");
  }

  /** Its source needs it, as that of an application that starts in {@code static {...}} does. */
  private static final class StartsInItsInitializer {
    static final String PREFIX = String.valueOf("SHOP_");
    static final ConfigResult<Integer> READ =
        read(
            source(
                (proxy, method, args) ->
                    switch (method.getName()) {
                      case "find" ->
                          String.valueOf(args[0]).startsWith(PREFIX)
                              ? Optional.of("8080")
                              : Optional.empty();
                      case "names" -> Set.of("SHOP_PORT");
                      default -> "vault";
                    }));
  }

  @Test
  void aSourceMayUseTheClassThatIsBeingInitialised() {
    assertThat(StartsInItsInitializer.READ.value()).contains(8080);
  }

  /** A source that throws is no less guarded there. */
  private static final class FailsInItsInitializer {
    static final ConfigResult<Integer> READ =
        read(
            source(
                (proxy, method, args) -> {
                  throw new NoClassDefFoundError("com/acme/Vault");
                }));
  }

  @Test
  void whatASourceThrowsThereIsAProblemOfTheSource() {
    assertThat(FailsInItsInitializer.READ.problems().get(0).what())
        .isEqualTo("cannot be read: java.lang.NoClassDefFoundError: com/acme/Vault");
  }

  @Test
  void anErrorOrNullOfASourceIsAProblemOfTheSource() {
    ConfigSource error =
        source(
            (proxy, method, args) -> {
              throw new NoClassDefFoundError("com/acme/Vault");
            });
    assertThat(read(error).problems().get(0).what())
        .isEqualTo("cannot be read: java.lang.NoClassDefFoundError: com/acme/Vault");
    ConfigSource none = source((proxy, method, args) -> null);
    assertThat(read(none).problems().get(0).what()).isEqualTo("cannot be read: it returned null");
  }
}
