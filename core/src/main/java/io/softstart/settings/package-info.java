/** What the operator sets, and how it is read together with the application's settings. */
@NullMarked
package io.softstart.settings;

import org.jspecify.annotations.NullMarked;
