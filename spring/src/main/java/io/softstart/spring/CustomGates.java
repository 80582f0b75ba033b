package io.softstart.spring;

import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigReader;
import io.softstart.framework.AdvisoryGates;
import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.net.ServiceUrl;
import io.softstart.probe.url.GateFactories;
import io.softstart.text.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code softstart.gates.<name>.*} says: gates by URL, and more about gates that come from
 * elsewhere.
 */
final class CustomGates {
  private final ConfigReader reader;
  private final EnvironmentSource source;

  /** All gates by their uniform names, in order. */
  private final Map<String, AnyGate<?>> gates = new LinkedHashMap<>();

  private final Map<String, List<String>> after = new LinkedHashMap<>();

  /** Switched off, refused, or absent: what else is said of these is not looked at. */
  private final Set<String> unread = new HashSet<>();

  private final boolean complete;
  private final Set<String> absent = new HashSet<>();

  private CustomGates(
      ConfigReader reader, EnvironmentSource source, boolean complete, Set<String> absent) {
    this.reader = reader;
    this.source = source;
    this.complete = complete;
    for (String name : absent) {
      this.absent.add(NamesSet.uniform(name));
    }
  }

  /**
   * Makes the gates that properties name, and tells the others what properties say of them.
   *
   * @param derived gates from elsewhere
   * @param complete whether these are all: if not, a name that is unknown is no slip
   * @param absent names of gates that might be there in another environment; no slips either
   * @return all gates that are not switched off
   */
  static List<AnyGate<?>> from(
      ConfigReader reader,
      EnvironmentSource source,
      NamesSet names,
      List<AnyGate<?>> derived,
      boolean complete,
      Set<String> absent) {
    CustomGates custom = new CustomGates(reader, source, complete, absent);
    if (!names.sayGates()) { // the rule, and there is much to read of each gate
      return derived;
    }
    for (AnyGate<?> gate : derived) {
      custom.add(gate.name(), gate);
    }
    for (Map.Entry<String, String> named : names.gatesBut(custom.known()).entrySet()) {
      custom.add(named.getKey(), named.getValue());
    }
    custom.tellMisfits(names.ours);
    return custom.inOrder();
  }

  /** {@return names that are no gate of a URL's, for those with a dot in them} */
  private Set<String> known() {
    Set<String> known = new HashSet<>(gates.keySet());
    for (String name : absent) {
      if (name.indexOf('.') >= 0) {
        known.add(name);
      }
    }
    return known;
  }

  /** Takes a gate from elsewhere. */
  private void add(String name, AnyGate<?> gate) {
    String uniform = NamesSet.uniform(name);
    if (gates.containsKey(uniform)) {
      return;
    }
    reader.group(
        GateSwitches.prefix(name),
        options -> {
          if (source.isSet(GateSwitches.prefix(name) + "url")) {
            reader.problem(
                problem(name, "url", "is set, but there is a gate of this name already")
                    .withHint("choose another name"));
          }
          return finish(uniform, Optional.of(gate), options);
        });
  }

  /** Makes a gate that only properties know. */
  private void add(String uniform, String name) {
    if (gates.containsKey(uniform) || unread.contains(uniform)) {
      return;
    }
    if (!source.isSet(GateSwitches.prefix(name) + "url")) {
      unread.add(uniform);
      if (!complete || absent.contains(uniform)) {
        return;
      }
      String meant = Suggestion.to(name, names());
      reader.problem(
          ConfigProblem.of(
                  GateSwitches.prefix(name) + "url", "is missing, and no gate has the name " + name)
              .withHint(
                  meant == null ? "set it" : "did you mean " + GateSwitches.prefix(meant) + "*?"));
      return;
    }
    reader.group(
        GateSwitches.prefix(name), options -> finish(uniform, probe(name, options), options));
  }

  private static Optional<AnyGate<?>> probe(String name, ConfigReader options) {
    return options
        .<Optional<AnyGate<?>>>parsed(
            "url", url -> Optional.of(gate(name, url.strip(), options)), Optional.empty())
        .describe("a URL to wait for")
        .example("tcp://billing:8080")
        .orElse(Optional.empty());
  }

  private static AnyGate<?> gate(String name, String url, ConfigReader options) {
    ServiceUrl guarded = ServiceUrl.of(url); // no password of it is printed from here on
    return Gate.of(name, GateFactories.forUrl(url).probe(guarded, options));
  }

  /** Reads what every gate can be told; returns nothing of use, but a group returns something. */
  private boolean finish(String uniform, Optional<AnyGate<?>> made, ConfigReader options) {
    boolean enabled = options.bool("enabled").describe("enables this gate").orElse(true);
    List<String> prerequisites =
        options.list("after").describe("gates that must be open first").orElse(List.of());
    if (enabled && made.isPresent()) {
      gates.put(uniform, GateOptions.applied(made.get(), options));
      after.put(uniform, prerequisites);
    } else {
      unread.add(uniform);
    }
    return enabled;
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (AnyGate<?> gate : gates.values()) {
      names.add(gate.name());
    }
    return names;
  }

  /** Reports settings of gates that nobody has asked for. */
  private void tellMisfits(List<NamesSet.Name> ours) {
    Set<String> asked = new HashSet<>();
    for (String property : source.asked()) {
      asked.add(NamesSet.uniform(property));
    }
    for (NamesSet.Name name : ours) {
      String gate = NamesSet.gateOf(name.text(), gates.keySet());
      AnyGate<?> known = gate == null ? null : gates.get(gate);
      if (gate != null && known != null && asked.add(NamesSet.uniform(name.text()))) {
        String option = NamesSet.optionIn(name.text(), gate);
        reader.problem(
            ConfigProblem.of(NamesSet.withoutIndex(name.text()), Conditions.misfit(option))
                .withOrigin(Place.of(name))
                .withHint(Conditions.hint(option, optionsOf(known))));
      }
    }
  }

  private List<String> optionsOf(AnyGate<?> gate) {
    List<String> options = new ArrayList<>();
    String prefix = EnvironmentSource.propertyOf(GateSwitches.prefix(gate.name()));
    for (String property : source.asked()) {
      if (property.startsWith(prefix)) {
        options.add(property.substring(prefix.length()));
      }
    }
    return options;
  }

  /** Ties each gate to those that it comes after. */
  private List<AnyGate<?>> inOrder() {
    List<AnyGate<?>> all = new ArrayList<>();
    for (Map.Entry<String, AnyGate<?>> entry : gates.entrySet()) {
      AnyGate<?> gate = entry.getValue();
      for (String name : after.getOrDefault(entry.getKey(), List.of())) {
        String uniform = NamesSet.uniform(name);
        AnyGate<?> first = gates.get(uniform);
        if (first != null && isSound(gate, entry.getKey(), first, uniform)) {
          gate = after(gate, first);
        } else if (first == null
            && complete
            && !unread.contains(uniform)
            && !absent.contains(uniform)) {
          String meant = Suggestion.meant(name, names());
          reader.problem(
              problem(gate.name(), "after", "names " + name + ", which is no gate")
                  .withHint(meant == null ? "gates are: " + String.join(", ", names()) : meant));
        }
      }
      all.add(gate);
    }
    return all;
  }

  private static AnyGate<?> after(AnyGate<?> gate, AnyGate<?> first) {
    return gate instanceof Gate<?> required && first instanceof Gate<?> before
        ? required.after(before)
        : gate.optional().after(first); // nothing else is sound
  }

  private boolean isSound(AnyGate<?> gate, String uniform, AnyGate<?> first, String firstUniform) {
    if (first.isOptional() && !AdvisoryGates.isAdvisory(first) && !gate.isOptional()) {
      reader.problem(
          problem(gate.name(), "after", "names " + first.name() + ", which is optional")
              .withHint("make " + gate.name() + " optional too, or " + first.name() + " required"));
      return false;
    }
    if (comesAfter(firstUniform, uniform, new HashSet<>())) {
      reader.problem(
          problem(gate.name(), "after", "names " + first.name() + ", which comes after this gate")
              .withHint("take one of the two out: they would wait for each other"));
      return false;
    }
    return true;
  }

  private boolean comesAfter(String gate, String other, Set<String> seen) {
    if (gate.equals(other)) {
      return true;
    }
    for (String first : after.getOrDefault(gate, List.of())) {
      String uniform = NamesSet.uniform(first);
      if (seen.add(uniform) && comesAfter(uniform, other, seen)) {
        return true;
      }
    }
    return false;
  }

  private ConfigProblem problem(String gate, String option, String what) {
    String key = GateSwitches.prefix(gate) + option;
    return ConfigProblem.of(key, what).withOrigin(source.origin(key));
  }
}
