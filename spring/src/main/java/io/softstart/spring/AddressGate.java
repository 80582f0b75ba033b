package io.softstart.spring;

import io.softstart.client.TcpConnect;
import io.softstart.gate.Attempt;
import io.softstart.gate.Probe;
import io.softstart.net.Target;
import io.softstart.probe.TcpProbe;
import io.softstart.text.HostPort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries addresses by a bare connect; of several one is enough, as it is for their client. */
final class AddressGate implements Probe<Void> {
  /** The ports of schemes whose address may have none, and none is set. */
  private static final Map<String, Integer> OF_SCHEMES =
      Map.of(
          "http", 80,
          "https", 443,
          "amqps", 5671,
          "ldaps", 636,
          "pulsar+ssl", 6651,
          "couchbases", 11_207);

  private final List<Address> addresses;

  private AddressGate(List<Address> addresses) {
    this.addresses = addresses;
  }

  /**
   * Where a server listens.
   *
   * @param host a name or an address
   * @param port 1 to 65535
   */
  record Address(String host, int port) {}

  /** {@return what tries one of these} */
  static Probe<Void> of(List<Address> addresses) {
    Address first = addresses.get(0);
    return addresses.size() == 1
        ? TcpProbe.of(first.host(), first.port())
        : new AddressGate(addresses);
  }

  /** {@return all that the client would try; none where one of them is not to be told} */
  static List<Address> parseAll(List<String> texts, int port) {
    List<Address> all = new ArrayList<>();
    for (String text : texts) {
      Address one = parse(text, port);
      if (one == null) {
        return List.of();
      }
      all.add(one);
      if (text.indexOf('?') >= 0) {
        break; // commas behind it separate options
      }
    }
    return all;
  }

  /**
   * {@return the address in a text such as {@code host}, {@code amqp://user@host:5671/orders}; null
   * where it is not to be told}
   */
  static @Nullable Address parse(String text, int port) {
    String plain = text.strip();
    int slashes = plain.indexOf("://");
    String scheme = slashes < 0 ? "" : plain.substring(0, slashes);
    String authority = plain.substring(slashes < 0 ? 0 : slashes + 3).split("[/?#]", 2)[0];
    HostPort parts = HostPort.parse(authority.substring(authority.lastIndexOf('@') + 1));
    int number = parts.port() == null ? OF_SCHEMES.getOrDefault(scheme, port) : parts.number();
    // SRV records and the like are looked up by the client
    return parts.hasHost() && number > 0 && number < 65_536 && !scheme.endsWith("+srv")
        ? new Address(parts.host(), number)
        : null;
  }

  @Override
  @SuppressWarnings({"NullAway", "try"}) // there is nothing to hand over, and nothing to be said
  public Void open(Attempt attempt) throws IOException {
    IOException closed = new IOException("no address");
    for (int i = 0; i < addresses.size(); i++) {
      Target.Endpoint endpoint = endpoint(addresses.get(i));
      try (var socket =
          TcpConnect.connect(endpoint, attempt.remaining().dividedBy(addresses.size() - i))) {
        return null;
      } catch (IOException next) {
        closed = next;
      }
    }
    throw closed;
  }

  private static Target.Endpoint endpoint(Address address) {
    return new Target.Endpoint(address.host(), address.port());
  }

  @Override
  public void recheck(Void opened, Attempt attempt) throws IOException {
    open(attempt);
  }

  @Override
  public Optional<Target> target() {
    return Optional.of(
        new Target("tcp", addresses.stream().map(AddressGate::endpoint).toList(), ""));
  }
}
