/** Instances in other regions: what they see, and whether they are there. */
@NullMarked
package io.regionalfailover.peers;

import org.jspecify.annotations.NullMarked;
