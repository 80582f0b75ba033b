package io.softstart.kafka;

import io.softstart.diagnosis.Diagnosis;
import io.softstart.gate.Attempt;
import io.softstart.gate.Probe;
import io.softstart.net.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Tries a Kafka cluster: one of its brokers answers at an address that is reachable from here, and
 * what {@link #minBrokers}, {@link #topics}, {@link #createTopics}, {@link #reachable} and {@link
 * #consumerGroup} ask of it holds. The gate then hands over the {@link Admin} that asked, which the
 * application closes.
 *
 * <p>An attempt begins on bare sockets. An {@code Admin} is made when a port answers, and serves
 * all attempts that follow for as long as the brokers answer it, so that kafka-clients logs neither
 * its settings nor its failures again and again. Its requests have the time that is left for the
 * attempt; {@code default.api.timeout.ms} and {@code request.timeout.ms} of the settings hold for
 * the application only.
 *
 * <p>Kafka's commonest trap is a broker whose first address works, and which then sends its clients
 * to another one ({@code advertised.listeners}) that they cannot reach. If no such address takes
 * connections the failure names them all, also without {@link #reachable}. Behind a login or TLS
 * that takes a cluster with at least one topic.
 *
 * <p>Several bootstrap servers are asked in turn, each for a share of the attempt. Where one hangs,
 * the {@code Admin} begins at the one that answers, and learns of all brokers from there.
 *
 * <p>Immutable and thread-safe; every method that adds a condition returns a new probe. Conditions
 * are tried in the order in which they were added.
 */
public final class KafkaProbe implements Probe<Admin> {
  private final ClientSettings settings;
  private final List<Condition> conditions;

  private KafkaProbe(ClientSettings settings, List<Condition> conditions) {
    this.settings = settings;
    this.conditions = conditions;
  }

  /**
   * Returns a probe of brokers that want neither a login nor TLS.
   *
   * @param bootstrap {@code host:port}, or several separated by commas; a malformed one fails the
   *     first attempt as {@code MISCONFIGURED}
   * @return the probe
   */
  public static KafkaProbe admin(String bootstrap) {
    return admin(Map.of("bootstrap.servers", bootstrap));
  }

  /**
   * Returns a probe with all settings of a Kafka client, for example those of security. Passwords
   * among them, also in {@code sasl.jaas.config}, are masked from then on wherever this library
   * prints. What Kafka refuses fails the first attempt as {@code MISCONFIGURED}.
   *
   * @param settings a map or {@link java.util.Properties} with {@code bootstrap.servers}; copied
   * @return the probe
   * @throws IllegalArgumentException if a key is not a text
   */
  public static KafkaProbe admin(Map<?, ?> settings) {
    return new KafkaProbe(ClientSettings.of(settings), List.of());
  }

  /**
   * Returns a probe that also wants so many brokers to be there; until then it is {@code NOT_YET}.
   *
   * @param count at least 1
   * @return the probe with this condition behind the others
   * @throws IllegalArgumentException if it is less than 1
   */
  public KafkaProbe minBrokers(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("minBrokers: " + count + " is not at least 1");
    }
    return with(new MinBrokers(count));
  }

  /**
   * Returns a probe that also wants topics to exist, and each partition of them to have a leader
   * and as many in-sync replicas as the topic's {@code min.insync.replicas}; until then it is
   * {@code NOT_YET}, with the topics that do exist. Where the client may not read a topic's
   * settings, one in-sync replica has to do.
   *
   * @param names of one topic or more
   * @return the probe with this condition behind the others
   * @throws IllegalArgumentException if there is none, or one is blank
   */
  public KafkaProbe topics(String... names) {
    List<String> all = List.of(names);
    requireSome("topics", all.size());
    for (String name : all) {
      requireText("topics", name);
    }
    return with(new Topics(all));
  }

  /**
   * Returns a probe that also creates topics where they are missing, and then wants them as {@link
   * #topics} does. Those that exist are left as they are. Other instances may do the same at the
   * same time. With fewer brokers than replicas it is {@code NOT_YET}.
   *
   * @param topics one or more
   * @return the probe with this condition behind the others
   * @throws IllegalArgumentException if there is none
   */
  public KafkaProbe createTopics(NewTopic... topics) {
    requireSome("createTopics", topics.length);
    return with(new CreateTopics(List.of(topics)));
  }

  /**
   * Returns a probe that also dials every address that the brokers give to clients, by bare TCP;
   * the failure names those that do not resolve or answer.
   *
   * @return the probe with this condition behind the others
   */
  public KafkaProbe reachable() {
    return with(new Reachable());
  }

  /**
   * Returns a probe that also wants the coordinator of a consumer group to answer. The group need
   * not exist.
   *
   * @param name the {@code group.id}
   * @return the probe with this condition behind the others
   * @throws IllegalArgumentException if it is blank
   */
  public KafkaProbe consumerGroup(String name) {
    requireText("consumerGroup", name);
    return with(new GroupCoordinator(name));
  }

  private KafkaProbe with(Condition condition) {
    List<Condition> all = new ArrayList<>(conditions);
    all.add(condition);
    return new KafkaProbe(settings, List.copyOf(all));
  }

  private static void requireSome(String what, int count) {
    if (count == 0) {
      throw new IllegalArgumentException(what + ": none is given");
    }
  }

  private static void requireText(String what, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(what + ": must not be blank");
    }
  }

  @Override
  public Admin open(Attempt attempt) throws Exception {
    Session session = attempt.take(Session.class).orElseGet(() -> new Session(settings));
    CloseAtCut cut = attempt.own(new CloseAtCut(session));
    try {
      Cluster cluster = session.cluster(attempt);
      (attempt.isLook() ? look() : this).passAll(cluster);
      Admin admin = session.forApplication();
      cut.done();
      attempt.own(session);
      return admin;
    } catch (Throwable failure) { // errors too: a missing class must not leave a thread behind
      cut.done();
      session.failed(failure);
      attempt.keep(session);
      throw failure;
    }
  }

  /** Asks the cluster again, and repeats the conditions; what is missing is not created. */
  @Override
  public void recheck(Admin opened, Attempt attempt) throws Exception {
    look().passAll(Cluster.of(opened, attempt));
  }

  /** Returns a probe that asks the same and creates nothing. */
  KafkaProbe look() {
    List<Condition> looks = new ArrayList<>();
    for (Condition condition : conditions) {
      looks.add(condition.look());
    }
    return new KafkaProbe(settings, looks);
  }

  private void passAll(Cluster cluster) throws Exception {
    for (Condition condition : conditions) {
      condition.pass(cluster);
    }
  }

  @Override
  public Diagnosis diagnosis() {
    return KafkaDiagnosis.of(settings);
  }

  @Override
  public Optional<Target> target() {
    return Optional.of(settings.target());
  }

  @Override
  public Optional<Target.Endpoint> dials() {
    return settings.dials();
  }

  @Override
  public void preload() {
    AdminWarmUp.ONCE.run();
  }
}
