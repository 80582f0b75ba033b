package io.softstart.spring.apps.bare;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** A parent context and its child: two applications, one start. */
@SpringBootConfiguration
public class FamilyApplication {
  public static void main(String[] args) {
    new SpringApplicationBuilder(FamilyApplication.class)
        .web(WebApplicationType.NONE)
        .child(Child.class)
        .web(WebApplicationType.NONE)
        .run(args);
    System.out.println("BOTH RUN");
  }

  @SpringBootConfiguration
  static class Child {}
}
