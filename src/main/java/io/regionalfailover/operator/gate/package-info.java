/** The gates of zones in this process: what is said, to whom it is said, and what of it outlives the process. */
@NullMarked
package io.regionalfailover.operator.gate;

import org.jspecify.annotations.NullMarked;
