/** The status of a startup over HTTP, for orchestrators and for people. */
@NullMarked
package io.softstart.status;

import org.jspecify.annotations.NullMarked;
