/** The loop behind the gates: it tries, diagnoses, decides and pauses. Not exported. */
@NullMarked
package io.softstart.gate.engine;

import org.jspecify.annotations.NullMarked;
