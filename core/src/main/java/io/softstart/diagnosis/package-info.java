/** What a failed attempt means: kinds, failures, and the rules that turn a throwable into one. */
@NullMarked
package io.softstart.diagnosis;

import org.jspecify.annotations.NullMarked;
