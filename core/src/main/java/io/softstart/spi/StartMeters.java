package io.softstart.spi;

import java.util.Map;

/**
 * How often an application was started, for those who count.
 *
 * @param starts this one included; 0 while that is not known
 * @param failed how many of them failed, by exit code and kind: {@code 78 DENIED}, or {@code
 *     VANISHED} where no code is known
 * @param failedInARow how many have failed one after the other before this one, within an hour
 */
public record StartMeters(long starts, Map<String, Long> failed, int failedInARow) {
  /** Of a process that remembers no other start. */
  public static final StartMeters FIRST = new StartMeters(1, Map.of(), 0);

  /** While it is not read yet what is remembered. */
  public static final StartMeters UNKNOWN = new StartMeters(0, Map.of(), 0);
}
