/** What the agent costs an application that nobody changed. */
@NullMarked
package io.softstart.bench.agent;

import org.jspecify.annotations.NullMarked;
