/** Tests of dynamic updates, against real servers. */
@NullMarked
package io.regionalfailover.dns.rfc2136;

import org.jspecify.annotations.NullMarked;
