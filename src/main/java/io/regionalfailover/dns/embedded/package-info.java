/**
 * The DNS server of our own: zones in memory and on disk behind {@link io.regionalfailover.dns.DnsProvider}, and an authoritative
 * server for them over UDP and TCP. It needs no cloud, and no API server once it has a state.
 */
@NullMarked
package io.regionalfailover.dns.embedded;

import org.jspecify.annotations.NullMarked;
