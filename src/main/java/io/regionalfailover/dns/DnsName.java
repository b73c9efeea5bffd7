package io.regionalfailover.dns;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A domain name in canonical form: lower case, without trailing dot, IDN in its ASCII form (RFC 5890). A first label
 * {@code *} is a wildcard.
 *
 * @param text 1-253 characters
 */
public record DnsName(String text) implements Comparable<DnsName> {
    private static final String FENCE = "_failover";
    private static final Pattern FORM = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");
    private static final String HEARTBEAT = FENCE + "-heartbeat";
    private static final String VELOCITY = FENCE + "-velocity";
    private static final String SETS = FENCE + "-sets";
    private static final String LUA = FENCE + "-lua";
    private static final String WILDCARD = "*";
    private static final String WILDCARD_IN_FENCE = "_any";
    private static final int LONGEST = 253;

    public DnsName {
        if (text.isEmpty()
                || text.length() > LONGEST
                || !text.equals(text.toLowerCase(Locale.ROOT))
                || text.endsWith(".")) {
            throw new IllegalArgumentException("\"" + text + "\" is not a domain name in canonical form");
        }
    }

    /**
     * A name as a person writes it.
     *
     * @throws IllegalArgumentException when it is no domain name, with a sentence that says so
     */
    public static DnsName of(String written) {
        String name = written.endsWith(".") ? written.substring(0, written.length() - 1) : written;
        boolean wildcard = name.startsWith(WILDCARD + ".");
        String plain = wildcard ? name.substring(2) : name;
        try {
            String ascii = IDN.toASCII(plain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            if (ascii.isEmpty() || !FORM.matcher(ascii).matches()) {
                throw new IllegalArgumentException("labels of 1-63 letters, digits, '-' and '_' are allowed");
            }
            return new DnsName(wildcard ? WILDCARD + "." + ascii : ascii);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + written + "\" is not a domain name: " + e.getMessage(), e);
        }
    }

    /**
     * Where this name's fence stands: {@code _failover.<name>}, with {@code *} written {@code _any}.
     *
     * @throws IllegalArgumentException when this name is longer than {@link #longestWithFence}
     */
    public DnsName fence() {
        return beside(FENCE);
    }

    /** The most characters that this name, or a wildcard's when it is one, may have for {@link #fence}. */
    public int longestWithFence() {
        return longestBeside(FENCE);
    }

    private DnsName beside(String label) {
        return new DnsName(label + "." + (isWildcard() ? WILDCARD_IN_FENCE + text.substring(1) : text));
    }

    private int longestBeside(String label) {
        int longer = isWildcard() ? WILDCARD_IN_FENCE.length() - WILDCARD.length() : 0;
        return LONGEST - label.length() - 1 - longer;
    }

    private boolean isWildcard() {
        return text.startsWith(WILDCARD + ".");
    }

    /** The name beside which this one is a fence; empty when it is none. */
    public Optional<DnsName> fenced() {
        if (!text.startsWith(FENCE + ".")) {
            return Optional.empty();
        }
        String below = text.substring(FENCE.length() + 1);
        return Optional.of(new DnsName(
                below.startsWith(WILDCARD_IN_FENCE + ".")
                        ? WILDCARD + below.substring(WILDCARD_IN_FENCE.length())
                        : below));
    }

    /**
     * Where an instance's heartbeat stands in the zone with this apex: {@code _failover-heartbeat.<region>.<apex>}.
     *
     * @throws IllegalArgumentException when that is too long for a name
     */
    public DnsName heartbeat(String region) {
        return new DnsName(HEARTBEAT + "." + region + "." + text);
    }

    /** Where the velocity ledger of the zone with this apex stands: {@code _failover-velocity.<apex>}. */
    public DnsName velocity() {
        return new DnsName(VELOCITY + "." + text);
    }

    /**
     * Where a provider that has no weighted record sets keeps those of this name: {@code _failover-sets.<name>}, with {@code *}
     * written {@code _any}.
     *
     * @throws IllegalArgumentException when this name is longer than {@link #longestWithSets}
     */
    public DnsName sets() {
        return beside(SETS);
    }

    /** The most characters that this name, or a wildcard's when it is one, may have for {@link #sets}. */
    public int longestWithSets() {
        return longestBeside(SETS);
    }

    /** True when record sets may be kept beside it: the name is short enough for it, and not a text's itself. */
    public boolean hasRoomForSets() {
        return !isReserved() && text.length() <= longestWithSets();
    }

    /** Where it shows whether a server evaluates LUA records in the zone with this apex: {@code _failover-lua.<apex>}. */
    public DnsName luaProbe() {
        return new DnsName(LUA + "." + text);
    }

    /** True for a name at which a heartbeat may stand. */
    boolean isHeartbeat() {
        return text.startsWith(HEARTBEAT + ".");
    }

    /** True when this name is the apex or lies below it. */
    public boolean isWithin(DnsName apex) {
        return text.equals(apex.text) || text.endsWith("." + apex.text);
    }

    /**
     * True when a label begins with the word that fences are named by, or the first one is what a fence has for a wildcard:
     * two names would have one fence.
     */
    public boolean isReserved() {
        return text.startsWith(FENCE) || text.contains("." + FENCE) || text.startsWith(WILDCARD_IN_FENCE + ".");
    }

    @Override
    public int compareTo(DnsName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
