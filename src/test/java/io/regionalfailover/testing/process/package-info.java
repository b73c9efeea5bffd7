/** Processes that tests and the demo start, and that never outlive them. */
@NullMarked
package io.regionalfailover.testing.process;

import org.jspecify.annotations.NullMarked;
