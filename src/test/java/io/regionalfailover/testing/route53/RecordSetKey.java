package io.regionalfailover.testing.route53;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What identifies a record set within a zone: name, type and set identifier. Ordered as Route 53 lists them: reversed labels,
 * type, set identifier.
 */
public final class RecordSetKey implements Comparable<RecordSetKey> {

    private static final Comparator<RecordSetKey> LISTING = Comparator.comparing((RecordSetKey key) -> key.sortKey)
            .thenComparing(RecordSetKey::type)
            .thenComparing(key -> key.setIdentifier.orElse(""));

    private final String name;
    private final String type;
    private final Optional<String> setIdentifier;
    // Kept, since a zone of thousands of sets compares keys far more often than it makes them.
    private final String sortKey;

    /**
     * Makes a key.
     *
     * @param name in Route 53's form
     * @param type e.g. {@code A}
     * @param setIdentifier empty for a simple record set
     */
    RecordSetKey(String name, String type, Optional<String> setIdentifier) {
        this.name = name;
        this.type = type;
        this.setIdentifier = setIdentifier;
        this.sortKey = DnsNames.sortKey(name);
    }

    /** Returns the name in Route 53's form. */
    public String name() {
        return name;
    }

    /** Returns the type, e.g. {@code A}. */
    public String type() {
        return type;
    }

    /** Returns the set identifier; empty for a simple record set. */
    public Optional<String> setIdentifier() {
        return setIdentifier;
    }

    /** Tells whether this name is the other key's or below it. */
    boolean isAtOrBelow(RecordSetKey other) {
        return sortKey.startsWith(other.sortKey);
    }

    @Override
    public int compareTo(RecordSetKey other) {
        return LISTING.compare(this, other);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecordSetKey key
                && name.equals(key.name)
                && type.equals(key.type)
                && setIdentifier.equals(key.setIdentifier);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, type, setIdentifier);
    }

    /** Returns the key as Route 53's messages write it. */
    @Override
    public String toString() {
        return "[name='" + name + "', type='" + type + "'"
                + setIdentifier.map(id -> ", set-identifier='" + id + "'").orElse("") + "]";
    }
}
