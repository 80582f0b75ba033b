package io.softstart.crash;

/**
 * What is known of a common way to die.
 *
 * @param what happened, in plain words, redacted; no full stop at its end
 * @param toDo about it, likewise
 */
record Advice(String what, String toDo) {}
