/**
 * Asks servers whether they are usable as far as that goes without a driver and without a login.
 */
@NullMarked
package io.softstart.agent.greeting;

import org.jspecify.annotations.NullMarked;
