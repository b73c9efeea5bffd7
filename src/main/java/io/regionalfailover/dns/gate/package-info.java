/**
 * The gate: what instances say of regions to anybody who asks, and the health checks that listen, so that Route 53's data plane
 * takes a region out without a request to its API. Pure; nothing here knows an SDK or a socket.
 */
@NullMarked
package io.regionalfailover.dns.gate;

import org.jspecify.annotations.NullMarked;
