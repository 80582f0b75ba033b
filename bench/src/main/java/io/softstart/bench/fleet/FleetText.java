package io.softstart.bench.fleet;

/** The words around the tables. */
final class FleetText {
  static final String HEAD =
      """
      # A fleet meets one server

      What happens when 1 to 100,000 instances wait for the same server, and it comes back. Written by
      `bench/run fleet`, a simulation that gives the same numbers each time; `bench/run fleet-life` holds the
      model against [a real PostgreSQL](fleet-life.md).

      **The server** has four processors, which all connections share evenly, as processes do. It bears so many
      logins a second if it does nothing else, takes on so many at a time, and refuses the others, which costs it 0.38 of a
      login; a connection that says nothing costs 0.33 (both measured on PostgreSQL 18). Past three times
      as many connections the kernel drops what comes, and asks again after 1, 3 and 7 s. A handshake
      whose client has left is done to its end, for nothing.

      **The clients** begin together or one by one over the outage. Their attempts are cut off after 10 s
      (Softstart: 10, 20, 30 s). Exponential pauses double from 0.5 s to 10 s; Resilience4j and Failsafe are their own
      classes, with their jitter of a half. Softstart is its own class too, with the bare connect that
      comes before a login after a refused connection. No deadline ends a wait here; in life one of five minutes does.

      **The ideal** is instances / logins a second, one second at least. All times count from the moment in which the
      server takes logins. "> 4.00" is not all in by four times the ideal. Of fleets up to 100 the worst
      of ten is told.

      """;

  static final String SERVERS =
      """
      Times the ideal, and in brackets what the server did for nothing (refusals, and handshakes whose
      clients had left), for each instance.
      """;

  static final String FOOT =
      """
      ## What it says

      - Up to a few hundred instances close polling costs nobody anything, and is 5 to 10 s faster than pauses
        that have grown to 10 s. A loop of a fixed second is as good on a server with room, for a thousand too; on one with room
        for 100 at a time it needs twice as long as Softstart, and one that is slow it never lets recover.
      - Ten thousand that poll closely are a crowd: each is promised to be in within a second, so all come
        within a second. Without being told, Softstart misses its goal there (2.0 and, for 100,000, 2.9 instead of 1.5), and pauses that had grown to
        10 s beforehand are a little better (1.75 to 1.95), having spread the fleet by chance, at the price of 5 to 10 s for everybody, also for one alone.
      - `SOFTSTART_FLEET` replaces the chance: the server meets an even stream, a little below what it bears, and refuses
        next to nobody.
      - `SOFTSTART_FLEET` assumes 500 logins a second. On the server that bears 50, ten thousand are a crowd with it and without, under
        every rule; there ten times the size is to be told.
      - Without jitter, or with a short fixed pause, a server whose queue is longer than its clients' patience does not
        recover: it works for clients that have left.
      """;

  static final String LIFE =
      """
      # The model and life

      50 threads log in with pgjdbc at a PostgreSQL 18 with `max_connections=20` that comes up 5 s late; each ends its
      connection once it has it. Beside it what the simulation says, whose only measured input is how many logins
      twenty threads get through, on the same machine just before: the clients share its
      processors with the server, and both with whatever else runs there. Medians of three
      rounds, written by `bench/run fleet-life`.

      The model is the harsher one: its clients begin in the same nanosecond, and those in life, under a scheduler,
      do not. It matters most without jitter, where in the model they come again in step.

      """;

  private FleetText() {}
}
