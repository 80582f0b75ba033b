package io.softstart.crash;

import io.softstart.machine.ClassPath;
import io.softstart.machine.Machine;
import java.util.List;

/**
 * What a killer's rule may look at besides the throwable.
 *
 * @param machine the system
 * @param classPath where classes come from
 * @param ports those that the messages of the chain and the settings mention
 */
record CrashScene(Machine machine, ClassPath classPath, List<Integer> ports) {}
