package io.softstart.spring.apps;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application of ordinary shape; knows nothing of Softstart. */
@SpringBootApplication
public class PlainApplication {
  public static void main(String[] args) {
    SpringApplication.run(PlainApplication.class, args);
  }
}
