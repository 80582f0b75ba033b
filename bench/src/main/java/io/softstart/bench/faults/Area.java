package io.softstart.bench.faults;

import java.util.List;

/** A kind of dependency, and what can be wrong with it. */
enum Area {
  POSTGRESQL("PostgreSQL"),
  MARIADB("MariaDB"),
  REDIS("Redis"),
  KAFKA("Kafka"),
  HTTP("HTTP"),
  PROCESS("The process itself");

  private final String title;

  Area(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  List<Scenario> scenarios() {
    return switch (this) {
      case POSTGRESQL -> PostgresFaults.all();
      case MARIADB -> MariaDbFaults.all();
      case REDIS -> RedisFaults.all();
      case KAFKA -> KafkaFaults.all();
      case HTTP -> HttpFaults.all();
      case PROCESS -> ProcessFaults.all();
    };
  }

  Scenario scenario(String name) {
    return scenarios().stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no scenario [" + name + "] in " + title));
  }
}
