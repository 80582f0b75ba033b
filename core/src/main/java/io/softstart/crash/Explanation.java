package io.softstart.crash;

/**
 * What is known of a common way to die.
 *
 * @param what happened, in plain words, redacted; no full stop at its end
 * @param action what to do about it, likewise
 */
record Explanation(String what, String action) {}
