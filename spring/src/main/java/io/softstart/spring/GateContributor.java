package io.softstart.spring;

import io.softstart.gate.AnyGate;
import java.util.List;
import org.springframework.core.env.Environment;

/**
 * Adds gates of an application's own to those that its configuration names. Registered in {@code
 * META-INF/spring.factories} under this interface's name; has a constructor without parameters.
 */
public interface GateContributor {
  /**
   * Makes gates. Called on the thread that starts the application, before any bean exists, and once
   * more if an initializer adds properties; must not connect to anything, since that is what the
   * gates do.
   *
   * @param environment of the application, complete
   * @return gates to wait for, perhaps none; a name that another gate has already is left out
   */
  List<AnyGate<?>> gates(Environment environment);
}
