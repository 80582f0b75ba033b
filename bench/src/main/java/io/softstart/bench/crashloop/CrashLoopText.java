package io.softstart.bench.crashloop;

/** What the page says around its tables. */
final class CrashLoopText {
  static final String MODEL =
      """
      An application ends because its database is down, and its supervisor starts it again, after a
      pause that grows. When the database is back, that pause is still to be waited for. This page is
      a model of it, as nobody waits for half an hour as often as that would take; further down are
      real processes beside the model, and [restarts](restarts.md) has real containers under Docker.

      **The applications.** The *naive* one opens a HikariCP pool, which by default fails a second
      after one attempt. The second *tries for 60 s*, every second, by `initializationFailTimeout`.
      *Softstart* waits for 5 min, as it does by default, ends with 69, and begins anew when it is
      started again; and once more with `SOFTSTART_DEADLINE=1h`. Its pauses and its last attempt are
      decided by the library's own class.

      **The outage** counts from the first start of the application until its database is usable.
      Until then connections are refused. Each is varied evenly from half to one and a half of its
      length, 201 times by a seed, so that its end falls anywhere in the rhythm of the restarts.

      **Left out**, to the advantage of what is restarted: the time that it takes to make a
      container, and that a kubelet looks some seconds late whether a pause has ended.
      """;

  static final String TIMES =
      """
      What a process needs was measured on this machine, each alone: the fastest of five, since other
      work only adds to it.
      """;

  /** With how many seconds the naive one lives. */
  static final String READING =
      """
      In the tables: restarts, the median; then seconds from usable to ready, the median / the worst.

      - A pause that doubles is about as long as the outage so far. So the naive application may be
        late by as much again as the outage took, and more, until the longest pause bounds it.
      - Softstart is ready within about a second as long as the outage is shorter than its deadline.
        After that it is restarted too, and late by its supervisor's pauses: where outages may be
        longer, set `SOFTSTART_DEADLINE`, or `SOFTSTART_ON_FAILURE=hold`, which stays alive.
      - To try for a minute before giving up is nearly as good for outages up to that minute, and
        under a supervisor that forgets quickly for longer ones.
      - A bare loop is ready soon too; it pays with a JVM every other second.
      - systemd gives up what dies in less than 1.9 s, so that five of them fit into its 10 s. What
        dies more slowly it starts for ever, like the bare loop. The naive one lives %.1f s here.
      """;

  static final String LIFE =
      """
      Real JVMs, each under a loop that starts it again by the same rules, without scaling, and a
      real PostgreSQL that comes up late, twice. The model is given the same outage; and since a JVM
      boots more slowly beside others, the naive ones' times are stretched to the median of the
      lives that each had here; Softstart's, which dies of nothing here, are those of above. The
      model's database is usable in one moment; a real one accepts and refuses for a while before.
      """;

  static final String SOURCES =
      """
      The rules are those of
      [kubelet.go](https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/kubelet.go)
      and [KEP-4603](https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/4603-tune-crashloopbackoff),
      Docker's [restartmanager.go](https://github.com/moby/moby/blob/master/daemon/internal/restartmanager/restartmanager.go),
      and systemd's [constants.h](https://github.com/systemd/systemd/blob/main/src/basic/constants.h)
      and [ratelimit.c](https://github.com/systemd/systemd/blob/main/src/basic/ratelimit.c).
      """;

  private CrashLoopText() {}
}
