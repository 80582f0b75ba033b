package io.softstart.settings;

import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.engine.SettingNames;
import io.softstart.net.Target;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the settings behind a failure: the one whose value is the dependency's address, and for a
 * refused login those whose names are nearest to it. Compares values, and never shows one.
 */
public final class SettingOrigins implements SettingNames {
  private static final int SAME = 3;
  private static final int SAME_PLACE = 2;
  private static final int SAME_HOST = 1;
  private final ReadKeys seen;

  public SettingOrigins(ReadKeys seen) {
    this.seen = seen;
  }

  @Override
  public Failure in(Failure failure, Optional<Target> target) {
    boolean login = failure.kind() == FailureKind.DENIED;
    if (target.isEmpty() || !(login || isOfTheAddress(failure.kind()))) {
      return failure;
    }
    List<ReadKeys.Value> values = seen.values();
    Set<String> places = new LinkedHashSet<>();
    for (ReadKeys.Value address : addressesIn(values, target.get())) {
      List<String> names = login ? credentials(values, address) : List.of(address.origin());
      places.add(String.join(" and ", names));
    }
    if (places.isEmpty()) {
      return failure;
    }
    String where = String.join(" or ", places); // several settings may have the same address
    String what = login ? "the login" : "the address";
    return failure.withAction(failure.action() + " (" + what + " is set by " + where + ")");
  }

  private static boolean isOfTheAddress(FailureKind kind) {
    return switch (kind) {
      case UNRESOLVED,
          REFUSED,
          RESET,
          TIMED_OUT,
          MISSING,
          REJECTED,
          WRONG_PROTOCOL,
          NO_TLS,
          UNTRUSTED,
          MISCONFIGURED ->
          true;
      default -> false;
    };
  }

  private static List<ReadKeys.Value> addressesIn(List<ReadKeys.Value> values, Target target) {
    List<ReadKeys.Value> best = new ArrayList<>();
    int most = 1;
    for (ReadKeys.Value value : values) {
      int fits = 0;
      if (value.key().equals(OperatorSettings.WAIT_FOR)) {
        for (String entry : value.text().split(",", -1)) {
          fits = Math.max(fits, likeness(entry.substring(entry.indexOf('=') + 1), target));
        }
      } else if (!value.key().startsWith("SOFTSTART_")) {
        fits = likeness(value.text(), target);
      }
      if (fits > most) {
        best.clear();
        most = fits;
      }
      if (fits == most) {
        best.add(value);
      }
    }
    return best;
  }

  private static int likeness(String text, Target target) {
    Target of = Target.of(text.strip());
    if (of.equals(target)) {
      return SAME;
    }
    int likeness = 0;
    for (Target.Endpoint endpoint : target.endpoints()) {
      boolean place = text.contains(endpoint.toString());
      boolean host = of.endpoints().stream().anyMatch(each -> each.host().equals(endpoint.host()));
      if (place || (host && of.scheme().equals(target.scheme()))) {
        likeness = SAME_PLACE;
      } else if (text.strip().equals(endpoint.host())) {
        likeness = Math.max(likeness, SAME_HOST);
      }
    }
    return likeness;
  }

  /** The secret first, then the user; the address itself where it has none of its own. */
  private static List<String> credentials(List<ReadKeys.Value> values, ReadKeys.Value address) {
    List<String> secrets = new ArrayList<>();
    List<String> users = new ArrayList<>();
    for (ReadKeys.Value value : values) {
      boolean user = value.key().toUpperCase(Locale.ROOT).contains("USER");
      boolean secret = value.secret() || value.key().endsWith("_FILE");
      if (!value.equals(address) && (secret || user) && belongsTo(address, value.key(), values)) {
        (user ? users : secrets).add(value.origin());
      }
    }
    secrets.addAll(users);
    return secrets.isEmpty() ? List.of(address.origin()) : secrets;
  }

  /** Whether its name has more in common with this address than with any other. */
  private static boolean belongsTo(
      ReadKeys.Value address, String key, List<ReadKeys.Value> values) {
    int common = common(key, address.key());
    for (ReadKeys.Value other : values) {
      boolean place = other.text().contains(":") && !other.key().startsWith("SOFTSTART_");
      if (place
          && !other.equals(address)
          && !other.secret()
          && common(key, other.key()) >= common) {
        return false;
      }
    }
    return true;
  }

  /** {@return how long the beginning is, up to a separator, that two names have in common} */
  private static int common(String one, String other) {
    int end = 0;
    for (int i = 0; i < Math.min(one.length(), other.length()); i++) {
      char c = one.charAt(i);
      if (Character.toLowerCase(c) != Character.toLowerCase(other.charAt(i))) {
        break;
      }
      end = c == '_' || c == '.' || c == '-' ? i + 1 : end;
    }
    return end;
  }
}
