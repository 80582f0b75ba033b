/**
 * For the tests of applications that use Softstart: {@link io.softstart.test.GateTrial} tries a
 * probe once, or runs a gate on a clock of its own, and {@link io.softstart.test.FaultyPort} is a
 * server that refuses, hangs, resets or speaks HTTP. Needs no test framework.
 */
@NullMarked
package io.softstart.test;

import org.jspecify.annotations.NullMarked;
