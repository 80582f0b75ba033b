/** Diagnosis by rules that are data, as the modules of the library ship them. */
@NullMarked
package io.softstart.diagnosis.rules;

import org.jspecify.annotations.NullMarked;
