package io.softstart.bench.fleet;

/**
 * What became of a fleet. Times are nanoseconds since the server took logins.
 *
 * @param ready how many instances got in before the simulation's end
 * @param instances how many there were
 * @param half when half of them were in
 * @param most when 99 of 100 were in
 * @param last when the last one was in, or the simulation's end
 * @param peak the most attempts that reached the server within a second
 * @param refused logins that the server answered without room, or while it started
 * @param wasted handshakes whose clients had left before they were done
 */
record Outcome(
    int ready,
    int instances,
    long half,
    long most,
    long last,
    long peak,
    long refused,
    long wasted) {
  boolean complete() {
    return ready == instances;
  }
}
