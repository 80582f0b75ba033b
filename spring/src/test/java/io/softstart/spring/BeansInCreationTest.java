package io.softstart.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class BeansInCreationTest {
  private static final CountDownLatch IN_BEAN = new CountDownLatch(1);
  private static final CountDownLatch END = new CountDownLatch(1);

  @Configuration
  static class Shop {
    @Bean
    String catalog() throws InterruptedException {
      IN_BEAN.countDown();
      END.await();
      return "catalog";
    }

    @Bean
    Integer orders(String catalog) {
      return catalog.length();
    }
  }

  @Test
  void namesTheBeanThatIsMadeAndTheOneThatNeedsIt() throws Exception {
    AtomicReference<BeansInCreation> asked = new AtomicReference<>();
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.register(Shop.class);
    context.addBeanFactoryPostProcessor(beans -> asked.set(new BeansInCreation(beans)));
    Thread starting = new Thread(context::refresh, "starting");
    starting.start();
    IN_BEAN.await();
    try {
      assertThat(asked.get().call()).isEqualTo("makes bean catalog");
    } finally {
      END.countDown();
      starting.join();
    }
    assertThat(asked.get().call()).isEmpty();
    context.close();
  }
}
