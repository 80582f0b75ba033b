package io.softstart.spring.apps.bare;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;

/** Runs on a thread that is not main, and has a thread that an exception ends. */
@SpringBootConfiguration
public class WorkerApplication {
  public static void main(String[] args) throws InterruptedException {
    Thread starter = new Thread(() -> SpringApplication.run(WorkerApplication.class, args));
    starter.start();
    starter.join();
    System.out.println("main goes on");
  }

  @Bean
  Object worker(@Value("${field.broken:false}") boolean broken) throws InterruptedException {
    Thread worker =
        new Thread(
            () -> {
              throw new IllegalStateException("no work");
            });
    worker.start();
    worker.join();
    if (broken) {
      throw new IllegalStateException("no licence");
    }
    return "worker";
  }
}
