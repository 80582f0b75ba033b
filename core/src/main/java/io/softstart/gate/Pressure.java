package io.softstart.gate;

/**
 * How busy at one moment is what a gate opened, a pool of connections for example; immutable.
 *
 * @param active how many are in use
 * @param max how many there may be
 * @param waiting threads that wait for one
 */
public record Pressure(int active, int max, int waiting) {
  private static final double WARNING = 0.8;

  /** {@return the part that is in use of what there may be, from 0 to 1} */
  public double share() {
    return max <= 0 ? 0 : Math.min(1, (double) active / max);
  }

  /** {@return whether 80 % or more are in use} */
  public boolean isWarning() {
    return share() >= WARNING;
  }
}
