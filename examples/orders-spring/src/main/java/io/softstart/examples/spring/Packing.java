package io.softstart.examples.spring;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears of orders through Kafka. */
@Component
class Packing {
  private static final Logger LOG = LoggerFactory.getLogger(Packing.class);

  @KafkaListener(topics = OrdersApplication.TOPIC)
  void pack(Order order) {
    LOG.info("order {} is to be packed: {}", order.id(), order.item());
  }
}
