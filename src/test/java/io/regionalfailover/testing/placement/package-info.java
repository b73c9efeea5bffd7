/** A cluster that scales workloads by the rules of a real one, on virtual time. */
@NullMarked
package io.regionalfailover.testing.placement;

import org.jspecify.annotations.NullMarked;
