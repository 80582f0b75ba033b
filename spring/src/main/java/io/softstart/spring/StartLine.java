package io.softstart.spring;

import io.softstart.gate.GateStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** The one line of a start that says what is waited for, what is not, and how to change that. */
final class StartLine {
  private StartLine() {}

  /** {@return the line; null where there is nothing to wait for} */
  static @Nullable String of(
      List<GateStatus> gates, Predicate<String> delaysOnly, ConfigurableListableBeanFactory beans) {
    List<String> delaying = new ArrayList<>();
    List<String> ending = new ArrayList<>();
    for (GateStatus gate : gates) {
      (delaysOnly.test(gate.name()) || gate.optional() ? delaying : ending).add(gate.name());
    }
    List<String> others = notAwaited(gates, beans);
    if (gates.isEmpty() && others.isEmpty()) {
      return null;
    }
    StringBuilder line = new StringBuilder("this start waits for ");
    line.append(delaying.isEmpty() && ending.isEmpty() ? "nothing" : "");
    line.append(String.join(", ", delaying));
    line.append(delaying.isEmpty() ? "" : " (until the deadline at most; no failure ends it)");
    line.append(delaying.isEmpty() || ending.isEmpty() ? "" : ", ");
    line.append(String.join(", ", ending)).append(ending.isEmpty() ? "" : " (required)");
    if (!others.isEmpty()) {
      line.append("; not for ").append(String.join(", ", others));
    }
    return line.append(". To change that: softstart.gates.<name>.enabled=false or true, ")
        .append("softstart.gates.<name>.required=true")
        .toString();
  }

  private static List<String> notAwaited(
      List<GateStatus> gates, ConfigurableListableBeanFactory beans) {
    List<String> others = new ArrayList<>();
    for (OtherServer other : OtherServer.ALL) {
      if (!isNamed(other.gate(), gates) && GateUsers.areAny(other.clients(), beans)) {
        others.add(other.gate());
      }
    }
    return others;
  }

  /** By what people call a gate of it: {@code rabbit}, {@code orders-rabbitmq}, {@code mongo}. */
  private static boolean isNamed(String other, List<GateStatus> gates) {
    String lower = other.toLowerCase(Locale.ROOT).replace("mq", "").replace("db", "");
    for (GateStatus gate : gates) {
      if (gate.name().toLowerCase(Locale.ROOT).contains(lower)) {
        return true;
      }
    }
    return false;
  }
}
