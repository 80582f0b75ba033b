/** What threads are doing that do not come to an end. Loaded only when somebody asks. */
@NullMarked
package io.softstart.hang;

import org.jspecify.annotations.NullMarked;
