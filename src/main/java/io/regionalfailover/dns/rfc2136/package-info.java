/**
 * Zones on any server that takes dynamic updates (RFC 2136), signed with TSIG (RFC 8945), behind
 * {@link io.regionalfailover.dns.DnsProvider}. Plain DNS knows no weights: the weighted record sets of a name stand as texts beside it, and
 * the name itself answers with the values of those that serve.
 */
@NullMarked
package io.regionalfailover.dns.rfc2136;

import org.jspecify.annotations.NullMarked;
