package io.softstart.gate.engine;

import io.softstart.diagnosis.Failure;
import io.softstart.net.Target;
import java.util.Optional;

/** Names the settings that a failure's address and credentials came from. */
public interface SettingNames {
  /** Where no setting is known. */
  SettingNames NONE = new Unknown();

  /** {@return the failure, with what is known of settings behind what to do} */
  Failure in(Failure failure, Optional<Target> target);

  /** A class instead of a lambda, since it is on the path of every start. */
  final class Unknown implements SettingNames {
    private Unknown() {}

    @Override
    public Failure in(Failure failure, Optional<Target> target) {
      return failure;
    }
  }
}
