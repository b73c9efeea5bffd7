package io.regionalfailover.operator.translation;

import io.regionalfailover.decision.RegionRule;
import io.regionalfailover.dns.Publication;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A hash of what a spec publishes: names, types, TTLs, regions in their order, weights, endpoints, and whether all hang on a gate. Two specs that differ in
 * checks or timings alone publish the same and have the same hash.
 */
final class SpecHash {
    private SpecHash() {}

    /** 16 hexadecimal characters. */
    static String of(String zone, List<RegionRule> regions, List<Publication.Entry> entries, boolean gated) {
        StringBuilder text = new StringBuilder(zone);
        if (gated) {
            text.append("\ngate");
        }
        for (RegionRule region : regions) {
            text.append("\nregion ").append(region.name()).append(' ').append(region.weight());
        }
        for (Publication.Entry entry : entries) {
            text.append("\nrecord ").append(entry.name()).append(' ').append(entry.type());
            text.append(' ').append(entry.ttlSeconds());
            for (RegionRule region : regions) {
                Object answer = entry.aliasByRegion().get(region.name());
                text.append("\n  ")
                        .append(
                                answer == null
                                        ? entry.valuesByRegion().getOrDefault(region.name(), List.of())
                                        : answer);
            }
        }
        return hash(text.toString());
    }

    /** 16 hexadecimal characters for any text. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
