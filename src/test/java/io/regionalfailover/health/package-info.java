/** Tests of the probes. */
@NullMarked
package io.regionalfailover.health;

import org.jspecify.annotations.NullMarked;
