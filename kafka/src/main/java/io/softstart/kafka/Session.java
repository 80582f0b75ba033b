package io.softstart.kafka;

import io.softstart.gate.Attempt;
import io.softstart.net.Target.Endpoint;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What the attempts of one gate have in common: the {@code Admin}, once the brokers' port answers,
 * and what was found out about the brokers. Used by one attempt at a time.
 */
final class Session implements AutoCloseable {
  /** One time-out is a slow broker, several are something else. */
  private static final int SEVERAL = 3;

  private final ClientSettings settings;
  private final BootstrapServers servers;
  private List<Endpoint> listeners = List.of();
  private boolean checked;
  private int silences;
  private @Nullable Admin admin;
  private boolean narrow;
  private boolean narrowTimedOut;
  private boolean cut;

  Session(ClientSettings settings) {
    this.settings = settings;
    this.servers = new BootstrapServers(settings);
  }

  /** Returns the cluster once it has answered through an {@code Admin}. */
  Cluster cluster(Attempt attempt) throws Exception {
    if (!checked) {
      SettingsValidation.check(settings);
      checked = true;
    }
    greet(attempt);
    Admin client = client(attempt);
    try {
      Cluster cluster = Cluster.of(client, attempt);
      silences = 0;
      return cluster;
    } catch (FailedStepException failed) {
      if (failed.getCause() instanceof TimeoutException) {
        throw explained(failed, attempt);
      }
      throw failed;
    }
  }

  /** Another attempt begins to use it. */
  synchronized void begin() {
    cut = false;
  }

  /** The attempt that uses it is cut: closes the client, also one that is only being made. */
  void cut() {
    synchronized (this) {
      cut = true;
    }
    close();
  }

  private Admin client(Attempt attempt) throws InterruptedException {
    synchronized (this) {
      if (admin != null) {
        return admin;
      }
    }
    // another client each time, since what helps where one hangs hinders where all are slow
    boolean hangs = servers.someHang() || (servers.areSeveral() && silences > 0);
    if (!hangs) {
      return keep(Admin.create(settings.forClient()), false); // may take long: no lock is held
    }
    return narrowTimedOut
        ? keep(Admin.create(settings.at(servers.current())), false)
        : keep(Admin.create(settings.soonAt(servers.current(), limit(attempt))), true);
  }

  private static Duration limit(Attempt attempt) {
    return Cluster.left(attempt).dividedBy(6);
  }

  private Admin keep(Admin made, boolean isNarrow) throws InterruptedException {
    synchronized (this) {
      if (!cut) {
        admin = made;
        narrow = isNarrow;
        return made;
      }
    }
    made.close(Duration.ZERO);
    throw new InterruptedException("the attempt was cut");
  }

  /**
   * The client for the application. Where a bootstrap server hangs it begins at the one that
   * answers, and has all brokers from there: else its first call would take its time-out.
   */
  Admin forApplication() throws InterruptedException {
    synchronized (this) {
      if (admin != null && !narrow) {
        return admin;
      }
    }
    close();
    return keep(Admin.create(settings.at(servers.current())), false);
  }

  /** Returns a verdict that says more, or the failure: what goes wrong here does not replace it. */
  private Exception explained(Exception failure, Attempt attempt) {
    try {
      explain(attempt);
      servers.moveOn();
      return failure;
    } catch (GreetingException | ListenerException verdict) {
      return verdict;
    } catch (Throwable ours) {
      return failure;
    }
  }

  private void greet(Attempt attempt) throws Exception {
    if (!servers.areKnown()) {
      return; // the client knows best what is wrong with it
    }
    List<Endpoint> told = servers.ask(Cluster.left(attempt).dividedBy(2));
    if (!settings.talksTls() && !settings.logsIn()) {
      listeners = told;
    }
    if (!listeners.isEmpty()) {
      BrokerReachability.requireListener(listeners, Cluster.left(attempt).dividedBy(2));
    }
  }

  /** A client's time-out has many causes; finds the commonest three. */
  private void explain(Attempt attempt) throws Exception {
    close(); // else it logs on and on while this looks
    silences++;
    narrowTimedOut = narrow;
    if (servers.areKnown()
        && settings.talksTls()
        && servers.answersWithoutTls(Cluster.left(attempt))) {
      throw new GreetingException("Kafka without TLS");
    }
    if (listeners.isEmpty() && silences < SEVERAL) {
      listeners = AdvertisedListeners.listeners(settings, Cluster.left(attempt).dividedBy(2));
    }
    BrokerReachability.requireListeners(listeners, Cluster.left(attempt));
    if (silences >= SEVERAL) {
      throw new GreetingException("silence to " + settings.protocol());
    }
  }

  /** Gives the {@code Admin} up where it may not recover, or would go on trying in its log. */
  void failed(Throwable failure) {
    AdminWarmUp.ONCE.begin();
    if (!(failure instanceof Attempt.NotReady) && !isAnswer(failure.getCause())) {
      close();
    }
  }

  private static boolean isAnswer(@Nullable Throwable cause) {
    return cause instanceof ApiException
        && !(cause instanceof TimeoutException)
        && !(cause instanceof DisconnectException)
        && !(cause instanceof AuthenticationException);
  }

  /** Closes the {@code Admin} at once; requests on their way are given up. */
  @Override
  public void close() {
    Admin client;
    synchronized (this) {
      client = admin;
      admin = null;
    }
    if (client != null) {
      client.close(Duration.ZERO);
    }
  }
}
