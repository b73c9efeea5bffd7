/**
 * How fast the embedded DNS server is beside Knot and CoreDNS: {@link io.regionalfailover.bench.servers.ServersBench}, a program by itself.
 */
@NullMarked
package io.regionalfailover.bench.servers;

import org.jspecify.annotations.NullMarked;
