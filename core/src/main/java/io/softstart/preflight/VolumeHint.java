package io.softstart.preflight;

import io.softstart.machine.Machine;
import io.softstart.machine.Mounts;
import java.nio.file.Path;

/** What to do about something that is not there. */
final class VolumeHint {
  private VolumeHint() {}

  /** Returns what to do where a volume may hide it, and otherwise. */
  static String of(Path path, String otherwise) {
    return of(path, otherwise, new Mounts(Machine.here()));
  }

  static String of(Path path, String otherwise, Mounts mounts) {
    Path volume = mounts.over(path);
    return volume == null
        ? otherwise
        : "mount the volume that is at "
            + volume
            + " somewhere else: it hides what the image has in that place";
  }
}
