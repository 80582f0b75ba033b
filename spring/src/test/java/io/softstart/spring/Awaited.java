package io.softstart.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.GateException;
import io.softstart.Startup;
import io.softstart.StartupOptions;
import io.softstart.diagnosis.Failure;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.AnyGate;
import io.softstart.gate.GateStatus;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/** What comes of properties: the gate that is made from them, and what Spring makes of the same. */
final class Awaited {
  /** What Spring's own connection says. */
  interface Question {
    Object ask(AnnotationConfigApplicationContext context) throws Exception;
  }

  private Awaited() {}

  /** {@return where the only gate of a configuration stands in the end; without any grace} */
  static GateStatus gate(Read read) {
    return gate(read, Duration.ofSeconds(60));
  }

  /**
   * {@return a gate that failed as expected before its deadline} A busy machine may time out first.
   */
  static GateStatus failsAtOnce(Read read, FailureKind kind, String inReason) {
    GateStatus gate = gate(read);
    assertThat(gate.state()).as(gate.toString()).isEqualTo(GateStatus.State.FAILED);
    assertThat(gate.waited()).isLessThan(Duration.ofSeconds(45));
    Failure failure = gate.lastFailure().orElseThrow();
    assertThat(failure.kind()).as(failure.toString()).isEqualTo(kind);
    assertThat(failure.reason()).contains(inReason);
    return gate;
  }

  static GateStatus gate(Read read, Duration deadline) {
    EnvironmentSource source = new EnvironmentSource();
    ConfigurableEnvironment environment = read.environment();
    source.attach(environment);
    Startup startup =
        Startup.begin(
            StartupOptions.of("x")
                .embedded()
                .sources(source)
                .deadline(deadline)
                .grace(Duration.ZERO));
    try {
      List<AnyGate<?>> gates =
          startup.configure(reader -> EnvironmentGates.from(environment, source, reader));
      startup.await(gates.toArray(new AnyGate<?>[0]));
    } catch (GateException closed) {
      // told by the status
    } finally {
      startup.close();
    }
    List<GateStatus> all = startup.report().gates();
    if (all.size() != 1) {
      throw new AssertionError("one gate was expected: " + all);
    }
    return all.get(0);
  }

  /** {@return what Spring's own beans answer that are made from the same properties} */
  static Object inSpring(Read read, Question question, Class<?>... configurations)
      throws Exception {
    try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
      context.setEnvironment(read.environment());
      context.register(configurations);
      context.refresh();
      return question.ask(context);
    }
  }
}
