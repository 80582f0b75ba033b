package io.softstart.examples.orders;

import java.time.Instant;

/**
 * One order.
 *
 * @param id given by the database
 * @param item what is ordered
 * @param placed when it was placed
 */
record Order(long id, String item, Instant placed) {

  String toJson() {
    return "{\"id\":"
        + id
        + ",\"item\":"
        + JsonText.quoted(item)
        + ",\"placed\":"
        + JsonText.quoted(placed.toString())
        + "}";
  }
}
