package com.example.shop;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** Spring Boot in a fat jar: one dependency, no code. */
@SpringBootApplication
public class Shop {
  public static void main(String[] args) {
    SpringApplication.run(Shop.class, args);
  }

  @Bean
  CommandLineRunner ask(JdbcTemplate database) {
    return args ->
        System.out.println(
            "the database says " + database.queryForObject("SELECT 6 * 7", Integer.class));
  }
}
