package io.softstart.crash;

import io.softstart.machine.ClassPath;
import io.softstart.machine.Machine;
import java.util.Map;

/**
 * What the words of a rule are looked up in, besides the throwable.
 *
 * @param machine the system
 * @param classPath where classes come from
 * @param ports those that the messages of the chain and the settings mention, each with the setting
 *     that it is from; empty for none
 * @param statusPort where Softstart shows its status; 0 for nowhere
 */
record CrashScene(
    Machine machine, ClassPath classPath, Map<Integer, String> ports, int statusPort) {}
