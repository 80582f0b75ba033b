/** Words and characters: what several packages read and print alike. Not exported. */
@NullMarked
package io.softstart.text;

import org.jspecify.annotations.NullMarked;
