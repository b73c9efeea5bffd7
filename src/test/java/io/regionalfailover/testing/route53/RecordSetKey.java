package io.regionalfailover.testing.route53;

import java.util.Comparator;
import java.util.Optional;

/**
 * What identifies a record set within a zone, ordered as Route 53 lists them: reversed labels, type, set identifier.
 *
 * @param name in Route 53's form
 * @param type e.g. {@code A}
 * @param setIdentifier empty for a simple record set
 */
public record RecordSetKey(String name, String type, Optional<String> setIdentifier)
        implements Comparable<RecordSetKey> {

    private static final Comparator<RecordSetKey> LISTING = Comparator.comparing(
                    (RecordSetKey key) -> DnsNames.sortKey(key.name()))
            .thenComparing(RecordSetKey::type)
            .thenComparing(key -> key.setIdentifier().orElse(""));

    @Override
    public int compareTo(RecordSetKey other) {
        return LISTING.compare(this, other);
    }

    /** Returns the key as Route 53's messages write it. */
    @Override
    public String toString() {
        return "[name='" + name + "', type='" + type + "'"
                + setIdentifier.map(id -> ", set-identifier='" + id + "'").orElse("") + "]";
    }
}
