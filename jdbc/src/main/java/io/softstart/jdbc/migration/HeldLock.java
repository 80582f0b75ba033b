package io.softstart.jdbc.migration;

/**
 * A migration lock that somebody holds.
 *
 * @param reason who holds it, since when, and whether the holder lives
 * @param action what to do, with the statement that frees it
 */
public record HeldLock(String reason, String action) {}
