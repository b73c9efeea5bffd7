/** What happened, and how it is shown. */
@NullMarked
package io.regionalfailover.simulation.timeline;

import org.jspecify.annotations.NullMarked;
