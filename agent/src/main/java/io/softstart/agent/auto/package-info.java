/** Gates that the usual variables of applications ask for: {@code SOFTSTART_WAIT_FOR=auto}. */
@NullMarked
package io.softstart.agent.auto;

import org.jspecify.annotations.NullMarked;
