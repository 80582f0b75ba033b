package io.softstart.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Sources of properties and beans that work for Spring, and not for who looks at all of them. */
class OddSourcesTest {
  @Test
  void aSecretThatCannotBeDecryptedIsOnlyForWhoAsksForIt() {
    StandardEnvironment environment = with(source("vault.secret", "other"));
    NamesSet names = new NamesSet(environment);
    assertThat(names.properties()).contains("vault.secret", "other");
    assertThat(names.text("vault.secret")).isNull();
    assertThat(names.placeholders).extracting(NamesSet.Name::text).contains("other");
  }

  @Test
  void aNameThatIsNullIsNoName() {
    assertThat(new NamesSet(with(source(null, "other"))).all()).contains("other");
  }

  @Test
  void aSourceThatCannotListItsNamesHasNone() {
    assertThat(new NamesSet(with(source())).properties()).doesNotContain("other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"server.port", "management.server.port", "server.address"})
  void aPlaceholderThatOnlyAWebServerWouldNeed(String property) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "x", Map.of(property, "${NOT_SET}", "softstart.status.port", "8080")));
    assertThat(StatusHandover.address(environment).find("SOFTSTART_STATUS_BIND")).isPresent();
  }

  @Test
  void anErrorOfABeanEndsNothing() {
    DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    OwnClients.watch(
        beans,
        List.of(
            (name, bean) -> {
              throw new AssertionError("An operation is not implemented.");
            }));
    beans.registerBeanDefinition(
        "odd", new org.springframework.beans.factory.support.RootBeanDefinition(Object.class));
    assertThat(beans.getBean("odd")).isNotNull();
  }

  private static StandardEnvironment with(EnumerablePropertySource<?> source) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addLast(source);
    return environment;
  }

  private static EnumerablePropertySource<Object> source(String... listed) {
    return new EnumerablePropertySource<>("odd", new Object()) {
      @Override
      public String[] getPropertyNames() {
        if (listed.length == 0) {
          throw new IllegalStateException("not now");
        }
        return listed;
      }

      @Override
      public Object getProperty(String name) {
        if (name.equals("vault.secret")) {
          throw new IllegalStateException("cannot be decrypted");
        }
        return name.equals("other") ? "${X:1}" : null;
      }
    };
  }
}
