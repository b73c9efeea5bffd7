/**
 * A zone that a running ExternalDNS carries out: its record sets stand in one {@code DNSEndpoint} object. What the object's version
 * promises is all there is of a fence; when a change is in force only the zone's own servers tell.
 */
@NullMarked
package io.regionalfailover.dns.externaldns;

import org.jspecify.annotations.NullMarked;
