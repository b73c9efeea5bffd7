/** The gate, tried over all its states. */
@NullMarked
package io.regionalfailover.dns.gate;

import org.jspecify.annotations.NullMarked;
