package io.softstart.gate;

import io.softstart.event.EarlierStart;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a probe cannot know by itself: what the operator says of the start that it belongs to, and
 * what is remembered of earlier ones. Immutable and thread-safe.
 *
 * @param fleet how many instances may start together, at least 1
 * @param releasesDeadLocks whether a migration lock may be freed whose holder is surely dead
 * @param history the starts before this one, the newest first; empty without a state directory. It
 *     may read a file
 */
public record Surroundings(
    int fleet, boolean releasesDeadLocks, Supplier<List<EarlierStart>> history) {
  /** One instance, nothing is freed, and nothing is remembered. */
  public static final Surroundings DEFAULT = new Surroundings(1, false, new Nothing());

  /** A class, since a lambda costs start-up time. */
  private static final class Nothing implements Supplier<List<EarlierStart>> {
    @Override
    public List<EarlierStart> get() {
      return List.of();
    }
  }
}
