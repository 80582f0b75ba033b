@org.jspecify.annotations.NullMarked
package io.softstart.agent.greeting;
