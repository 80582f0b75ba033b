package io.softstart.bench.hosts;

import io.softstart.bench.report.Page;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.testkit.KafkaServer;
import io.softstart.testkit.MariaDbServer;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RedisCluster;
import io.softstart.testkit.RedisServer;
import io.softstart.testkit.ServerBackend;
import io.softstart.testkit.TlsFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Two and three hosts in one URL, each up or sick in some way: when the bare client is connected,
 * and when the gate is open. Writes docs/benchmarks/hosts.md. Arguments: words of the clients
 * wanted; all of them if there are none, and only then the page is written. Exits with 1 where the
 * gate did harm.
 */
final class HostMatrix {
  private static final int AT_A_TIME = 12;
  private static final long TOLERATED_MILLIS = 5_000;

  /** Of the triples with one host up so many are left out between two that are tried. */
  private static final int STRIDE = 9;

  /** One combination and what came of it. */
  private record Row(List<String> cells, boolean harm) {}

  private final List<HostClient<?>> clients;
  private final int tls;
  private final ExecutorService executor = Executors.newFixedThreadPool(AT_A_TIME);

  private HostMatrix(List<HostClient<?>> clients, int tls) {
    this.clients = clients;
    this.tls = tls;
  }

  public static void main(String[] words) throws Exception {
    System.setProperty("bench.level", "OFF"); // of logback.xml
    java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.OFF);
    boolean harm;
    try (TlsFiles files = TlsFiles.issuedFor("127.0.0.1");
        TlsService service = new TlsService(files);
        PostgresServer postgres = PostgresServer.builder().backend(ServerBackend.EMBEDDED).build();
        RedisServer master = RedisServer.builder().backend(ServerBackend.EMBEDDED).room(1).build();
        RedisServer sentinel =
            RedisServer.builder()
                .backend(ServerBackend.EMBEDDED)
                .beside(master)
                .sentinelOf("m", master)
                .build();
        RedisCluster cluster = RedisCluster.of(3);
        KafkaServer kafka = KafkaServer.builder().backend(ServerBackend.EMBEDDED).build()) {
      postgres.start();
      master.start();
      sentinel.start();
      cluster.start();
      cluster.assignSlots();
      kafka.start();
      @Nullable MariaDbServer mariadb = mariadb();
      List<HostClient<?>> all = new ArrayList<>(jdbc(postgres, mariadb));
      all.add(new SentinelHosts(sentinel.port()));
      all.add(new ClusterHosts(cluster.nodes().get(0).port()));
      all.add(new KafkaHosts(kafka.port()));
      List<HostClient<?>> wanted = all.stream().filter(client -> isWanted(client, words)).toList();
      harm = new HostMatrix(wanted, service.port()).play(words.length == 0);
      if (mariadb != null) {
        mariadb.close();
      }
    }
    System.exit(harm ? 1 : 0);
  }

  private static @Nullable MariaDbServer mariadb() {
    if (!MariaDbServer.isAvailable()) {
      return null;
    }
    MariaDbServer server = MariaDbServer.builder().build();
    server.start();
    return server;
  }

  private static List<HostClient<?>> jdbc(
      PostgresServer postgres, @Nullable MariaDbServer mariadb) {
    List<HostClient<?>> clients = new ArrayList<>();
    clients.add(postgres(postgres, "pgjdbc", ""));
    clients.add(
        postgres(
            postgres,
            "pgjdbc, targetServerType=primary, no TLS",
            "?targetServerType=primary&sslmode=disable"));
    if (mariadb != null) {
      clients.add(mariadb(mariadb, "MySQL Connector/J", "jdbc:mysql:"));
      clients.add(mariadb(mariadb, "MariaDB Connector/J", "jdbc:mariadb:"));
    }
    return clients;
  }

  private static JdbcHosts postgres(PostgresServer server, String name, String options) {
    return new JdbcHosts(
        name, "jdbc:postgresql:", options, server.user(), server.password(), server.port());
  }

  private static JdbcHosts mariadb(MariaDbServer server, String name, String scheme) {
    return new JdbcHosts(name, scheme, "", server.user(), server.password(), server.port());
  }

  private static boolean isWanted(HostClient<?> client, String[] words) {
    String name = client.name().toLowerCase(Locale.ROOT);
    return words.length == 0
        || List.of(words).stream().anyMatch(word -> name.contains(word.toLowerCase(Locale.ROOT)));
  }

  private boolean play(boolean write) throws Exception {
    for (HostClient<?> client : clients) { // loads its classes
      race(client, List.of(HostState.UP, HostState.UP));
    }
    List<List<Future<Row>>> open = new ArrayList<>();
    List<List<Future<Row>>> closed = new ArrayList<>();
    for (HostClient<?> client : clients) {
      open.add(submit(client, withOneUp()));
    }
    for (HostClient<?> client : clients) {
      closed.add(submit(client, withNoneUp()));
    }
    executor.shutdown();
    Page page =
        new Page("Several hosts, some of them sick", "bench/run hosts")
            .paragraph(
                """
                Each host of a URL is up, refuses connections, hangs (accepts and says nothing), is
                unreachable (drops packets), resets, or is another service that talks TLS or HTTP. The
                bare client tries again every 0.2 s with the same URL. *Harm* is where the bare client is
                connected and the gate does not open within 5 s of that; and, where no host is up, where
                the gate would be given up although a host may still come. *Verdicts* are the kinds of
                failures that the gate met, one for each attempt that failed.
                """);
    boolean harm = false;
    for (int i = 0; i < clients.size(); i++) {
      page.section(clients.get(i).name());
      List<Row> rows = results(open.get(i));
      page.table(List.of("hosts", "bare client", "gate", "verdicts", "harm"), cells(rows));
      List<Row> none = results(closed.get(i));
      page.paragraph("Where none is up, one attempt of 5 s:")
          .table(List.of("hosts", "verdict", "reason", "harm"), cells(none));
      harm |= rows.stream().anyMatch(Row::harm) || none.stream().anyMatch(Row::harm);
    }
    if (write) {
      page.write("hosts.md");
    }
    return harm;
  }

  private List<Future<Row>> submit(HostClient<?> client, List<List<HostState>> combinations) {
    return combinations.stream()
        .map(
            states ->
                executor.submit(
                    () ->
                        states.contains(HostState.UP)
                            ? race(client, states)
                            : none(client, states)))
        .toList();
  }

  private static List<Row> results(List<Future<Row>> futures) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (Future<Row> future : futures) {
      rows.add(future.get());
    }
    return rows;
  }

  private static List<List<String>> cells(List<Row> rows) {
    return rows.stream().map(Row::cells).toList();
  }

  /** Pairs with at least one host up, and some of the triples with exactly one. */
  private static List<List<HostState>> withOneUp() {
    List<List<HostState>> all = new ArrayList<>();
    for (HostState first : HostState.values()) {
      for (HostState second : HostState.values()) {
        if (first == HostState.UP || second == HostState.UP) {
          all.add(List.of(first, second));
        }
      }
    }
    all.add(List.of(HostState.HANG, HostState.HANG, HostState.UP));
    all.add(List.of(HostState.UNREACHABLE, HostState.UNREACHABLE, HostState.UP));
    int count = 0;
    for (HostState one : HostState.values()) {
      for (HostState other : HostState.values()) {
        if (one != HostState.UP && other != HostState.UP) {
          for (int position = 2; position >= 0; position--) {
            if (count++ % STRIDE == 1) {
              List<HostState> three = new ArrayList<>(List.of(one, other));
              three.add(position, HostState.UP);
              all.add(three);
            }
          }
        }
      }
    }
    return all;
  }

  private static List<List<HostState>> withNoneUp() {
    List<List<HostState>> all = new ArrayList<>();
    for (HostState first : HostState.values()) {
      for (HostState second : HostState.values()) {
        if (first != HostState.UP && second != HostState.UP) {
          all.add(List.of(first, second));
        }
      }
    }
    return all;
  }

  private Row race(HostClient<?> client, List<HostState> states) throws InterruptedException {
    try (Hosts atBare = new Hosts(states, client.server(), tls);
        Hosts atGate = new Hosts(states, client.server(), tls)) {
      List<Race.Result> bare = new ArrayList<>();
      Thread beside =
          new Thread(
              () -> {
                try {
                  bare.add(Race.bare(client, atBare.list()));
                } catch (InterruptedException never) {
                  throw new AssertionError(never);
                }
              });
      beside.start();
      Race.Result gate = Race.gate(client, atGate.list());
      beside.join();
      Race.Result plain = bare.get(0);
      boolean late =
          plain.took() != null
              && (gate.took() == null
                  || gate.took().toMillis() > plain.took().toMillis() + TOLERATED_MILLIS);
      boolean harm = late || gate.fault() != null;
      Row row =
          new Row(
              List.of(
                  text(states),
                  plain.text(),
                  gate.text() + (gate.fault() == null ? "" : " (" + gate.fault() + ")"),
                  kinds(gate.failures()),
                  harm ? "**yes**" : "no"),
              harm);
      System.err.println(client.name() + " " + row.cells() + atGate.named(last(gate)));
      return row;
    }
  }

  private static String last(Race.Result gate) {
    return gate.failures().isEmpty()
        ? ""
        : " " + gate.failures().get(gate.failures().size() - 1).reason();
  }

  private Row none(HostClient<?> client, List<HostState> states) throws InterruptedException {
    try (Hosts hosts = new Hosts(states, client.server(), tls)) {
      Race.Result gate = Race.once(client, hosts.list());
      Failure failure = gate.failures().get(gate.failures().size() - 1);
      boolean mayCome = states.stream().anyMatch(HostState::mayStillCome);
      FailureKind.Verdict verdict = failure.kind().verdict();
      boolean harm =
          verdict == FailureKind.Verdict.NEVER || (mayCome && verdict != FailureKind.Verdict.WAIT);
      Row row =
          new Row(
              List.of(
                  text(states),
                  failure.kind().name(),
                  hosts.named(failure.reason()),
                  harm ? "**yes**" : "no"),
              harm);
      System.err.println(client.name() + " " + row.cells());
      return row;
    }
  }

  private static String text(List<HostState> states) {
    return states.stream().map(HostState::toString).collect(Collectors.joining(", "));
  }

  private static String kinds(List<Failure> failures) {
    StringBuilder text = new StringBuilder();
    String before = "";
    int times = 0;
    for (int i = 0; i <= failures.size(); i++) {
      String kind = i == failures.size() ? "" : failures.get(i).kind().name();
      if (!kind.equals(before) && times > 0) {
        text.append(text.length() == 0 ? "" : ", ").append(before);
        text.append(times == 1 ? "" : " x " + times);
        times = 0;
      }
      before = kind;
      times++;
    }
    return text.length() == 0 ? "-" : text.toString();
  }
}
