package io.softstart.examples.recipes;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.softstart.Startup;
import io.softstart.config.ConfigReader;
import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Gate;
import io.softstart.gate.OpenGates;
import io.softstart.net.ServiceUrl;
import io.softstart.probe.HttpProbe;
import io.softstart.probe.TcpProbe;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The shorter recipes of docs/recipes.md; {@link RecipesTest} runs them. */
final class Recipes {
  private Recipes() {}

  static Gate<Void> search(ServiceUrl url) {
    // for example http://search:9200/_cluster/health?wait_for_status=yellow&timeout=5s
    Gate<Void> search =
        Gate.of("search", HttpProbe.get(url).body("\"status\"\\s*:\\s*\"(green|yellow)\""));
    return search;
  }

  static Gate<Void> secured(ServiceUrl url, String apiKey) {
    HttpProbe probe = HttpProbe.get(url).sending("Authorization", "ApiKey " + apiKey);
    return Gate.of("search", probe);
  }

  static Gate<Connection> rabbitmq(String host, int port, String user, String password) {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost(host);
    factory.setPort(port);
    factory.setUsername(user);
    factory.setPassword(password);

    Gate<Connection> rabbitmq =
        Gate.of("rabbitmq", attempt -> attempt.own(factory.newConnection()))
            .diagnosing(
                Diagnosis.when(
                    AuthenticationFailureException.class,
                    FailureKind.DENIED,
                    "check user and password"));
    return rabbitmq;
  }

  static Gate<Void> mail(String host, int port) {
    Gate<Void> mail =
        Gate.check(
            "mail",
            attempt -> {
              try (Socket socket = attempt.own(new Socket())) {
                int left = (int) attempt.remaining().toMillis();
                socket.connect(new InetSocketAddress(host, port), left);
                socket.setSoTimeout(left);
                String greeting =
                    new BufferedReader(
                            new InputStreamReader(
                                socket.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine();
                if (greeting == null) {
                  throw new EOFException("closed before it greeted");
                }
                if (!greeting.startsWith("220")) {
                  throw attempt.notYet("the mail server says " + greeting);
                }
              }
            });
    return mail;
  }

  static Gate<Void> storage(ServiceUrl url) {
    // 403: it serves, and wants a signature
    Gate<Void> storage = Gate.of("storage", HttpProbe.get(url).status(200, 403));
    return storage;
  }

  static Gate<Void> login(String issuer) {
    Gate<Void> login =
        Gate.of(
            "login",
            HttpProbe.get(ServiceUrl.of(issuer + "/.well-known/openid-configuration"))
                .body("\"issuer\"\\s*:\\s*\"" + Pattern.quote(issuer) + "\""));
    return login;
  }

  /** A job that ends. */
  static final class Report {
    private Report() {}

    record Config(ServiceUrl search) {
      static Config read(ConfigReader env) {
        return new Config(env.url("REPORT_SEARCH").schemes("http", "https").required());
      }
    }

    public static void main(String[] args) {
      Startup startup = Startup.begin("report", args);
      Config config = startup.configure(Config::read); // or exit code 78
      startup.await(Gate.of("search", HttpProbe.get(config.search()))); // or 69
      startup.run(() -> report(config)); // an exception: 70
    } // 0

    private static void report(Config config) {
      System.out.println("reported on " + config.search());
    }
  }

  /** A service whose start hangs. */
  static final class Hangs {
    private Hangs() {}

    public static void main(String[] args) {
      Startup startup = Startup.begin("hangs", args);
      startup.run(() -> Thread.currentThread().join());
    }
  }

  static OpenGates port(Startup startup) {
    return startup.await(Gate.of("broker", TcpProbe.of("broker", 61616)));
  }
}
