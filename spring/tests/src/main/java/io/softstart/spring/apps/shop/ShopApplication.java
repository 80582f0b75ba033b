package io.softstart.spring.apps.shop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A web application with Spring Data JPA, Flyway and the actuator; knows no Softstart. */
@SpringBootApplication
public class ShopApplication {
  public static void main(String[] args) {
    SpringApplication.run(ShopApplication.class, args);
  }

  @RestController
  static class Items {
    private final ItemRepository items;

    Items(ItemRepository items) {
      this.items = items;
    }

    @GetMapping("/items")
    String count() {
      return "items=" + items.count();
    }
  }
}
