@org.jspecify.annotations.NullMarked
package io.softstart.agent.start;
