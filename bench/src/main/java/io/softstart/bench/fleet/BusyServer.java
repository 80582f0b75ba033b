package io.softstart.bench.fleet;

/**
 * The processors of a server, shared evenly by all jobs that have begun, as a kernel does it with
 * processes: the more there are, the slower each gets on, and none notices that its client has
 * left.
 */
final class BusyServer {
  private final double cores;
  private final Agenda jobs = new Agenda(); // by the processor time at which they are done
  private double spent; // processor time that a job has had which was there all the time
  private long since;

  BusyServer(int cores) {
    this.cores = cores;
  }

  int jobs() {
    return jobs.size();
  }

  void begin(long now, long cost, long job) {
    advance(now);
    jobs.add((long) Math.ceil(spent) + cost, job);
  }

  /** {@return when the next job will be done, if none comes in between} */
  long nextDone() {
    return jobs.isEmpty()
        ? Long.MAX_VALUE
        : since + (long) Math.ceil(Math.max(0, jobs.next() - spent) / speed());
  }

  /** Takes the job that is done at that moment. */
  long done(long now) {
    advance(now);
    return jobs.take();
  }

  private void advance(long now) {
    spent += (now - since) * speed();
    since = now;
  }

  private double speed() {
    return jobs.size() <= cores ? 1 : cores / jobs.size();
  }
}
