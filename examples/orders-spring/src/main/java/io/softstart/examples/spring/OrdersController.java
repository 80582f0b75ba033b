package io.softstart.examples.spring;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET} and {@code POST /orders}, and {@code GET /orders/<id>}. */
@RestController
@RequestMapping("/orders")
class OrdersController {
  private final OrderStore store;
  private final KafkaTemplate<String, Order> kafka;

  OrdersController(OrderStore store, KafkaTemplate<String, Order> kafka) {
    this.store = store;
    this.kafka = kafka;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Order add(@RequestBody String item) {
    Order order = store.add(item);
    kafka.send(OrdersApplication.TOPIC, order).join(); // what nobody packs was not taken
    return order;
  }

  @GetMapping
  List<Order> newest() {
    return store.newest();
  }

  @GetMapping("/{id}")
  ResponseEntity<Order> find(@PathVariable int id) {
    return ResponseEntity.of(store.find(id));
  }
}
