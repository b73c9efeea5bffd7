/** How fast the embedded DNS server is beside Knot and CoreDNS. Each runs as a process of its own. */
@NullMarked
package io.regionalfailover.bench.servers;

import org.jspecify.annotations.NullMarked;
