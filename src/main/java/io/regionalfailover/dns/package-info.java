/**
 * What is published: the zone's record sets, the fence that guards them, and the writer that changes them in few atomic
 * batches. Pure plan first, then an effect behind {@link io.regionalfailover.dns.DnsProvider}.
 */
@NullMarked
package io.regionalfailover.dns;

import org.jspecify.annotations.NullMarked;
