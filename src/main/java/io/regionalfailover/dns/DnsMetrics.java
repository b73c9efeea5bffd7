package io.regionalfailover.dns;

/** What the DNS room counts. Calls are quick, come from any thread, and must not throw. */
public interface DnsMetrics {
    /** Counts nothing. */
    DnsMetrics NONE = new DnsMetrics() {
        @Override
        public void request(String operation, String outcome) {}

        @Override
        public void batch(int changes, int policies) {}

        @Override
        public void fenced(int policies) {}
    };

    /**
     * Something that a person has to put right; said once.
     *
     * @param sentence what was found, what is allowed, and what happens now
     */
    default void trouble(String sentence) {}

    /**
     * A call of the provider came back.
     *
     * @param operation {@code read}, {@code apply}, {@code inForce} or {@code nameservers}
     * @param outcome {@code ok} or what went wrong, in lower case: one of a handful of words
     */
    void request(String operation, String outcome);

    /** A batch was accepted, with so many changes of so many policies. */
    void batch(int changes, int policies);

    /** The writes of so many policies were refused, since the zone was not what they believed. */
    void fenced(int policies);
}
