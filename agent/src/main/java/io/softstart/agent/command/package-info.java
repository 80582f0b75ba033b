/** The jar as a command: wait, check, run. */
@NullMarked
package io.softstart.agent.command;

import org.jspecify.annotations.NullMarked;
