package io.softstart.spring.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.softstart.spring.apps.bare.BareApplication;
import io.softstart.testkit.Ports;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;

/** In tests it does nothing, unless asked to. */
@SpringBootTest(
    classes = BareApplication.class,
    properties = {
      "spring.data.redis.host=redis.invalid",
      "spring.main.web-application-type=none",
      "spring.cloud.config.enabled=false" // its client is here for another test
    })
class InTestsTest {
  @Autowired private ApplicationContext context;

  @Test
  void nothingIsWaitedForInATest() {
    assertThat(context.containsBean("softstartStartup")).isFalse();
  }

  @Test
  void askedToItWaitsAndEndsNoProcess() {
    assertThatThrownBy(
            () ->
                SpringApplication.run(
                    BareApplication.class,
                    "--softstart.in-tests=true",
                    "--softstart.gates.redis.required=true",
                    "--softstart.deadline=500ms",
                    "--spring.main.web-application-type=none",
                    "--spring.cloud.config.enabled=false",
                    "--spring.data.redis.host=127.0.0.1",
                    "--spring.data.redis.port=" + Ports.free()))
        .isInstanceOf(ExitCodeGenerator.class)
        .hasMessageContaining("redis did not open");
  }
}
