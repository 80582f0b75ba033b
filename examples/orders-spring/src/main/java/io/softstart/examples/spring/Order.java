package io.softstart.examples.spring;

import java.io.Serializable;
import java.time.Instant;

/**
 * One order.
 *
 * @param id given by the database
 * @param item what is ordered
 * @param placed when it was placed
 */
record Order(int id, String item, Instant placed) implements Serializable {}
