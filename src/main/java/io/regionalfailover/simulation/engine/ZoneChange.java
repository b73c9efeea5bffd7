package io.regionalfailover.simulation.engine;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import java.util.List;
import java.util.Map;

/**
 * One change of the zone.
 *
 * @param atNanos when it was applied, since the start
 * @param sentNanos when it was sent, since the start
 * @param batch what was sent; empty when it was done by hand
 * @param before the zone before it
 * @param after the zone after it
 */
public record ZoneChange(
        long atNanos,
        long sentNanos,
        List<Change> batch,
        Map<DnsName, List<RecordSet>> before,
        Map<DnsName, List<RecordSet>> after) {}
