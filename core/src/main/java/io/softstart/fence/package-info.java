/** The one way to call code that is not ours; not public. */
@NullMarked
package io.softstart.fence;

import org.jspecify.annotations.NullMarked;
