/** What the probes of several modules do around their clients; not public. */
@NullMarked
package io.softstart.client;

import org.jspecify.annotations.NullMarked;
