package io.regionalfailover.testing.route53;

import java.time.Duration;
import java.util.Optional;

/** How a {@link Route53StandIn} behaves. The defaults are Route 53's own, save that changes are in force sooner. */
public final class Options {

    /** The two forms in which Route 53 has sent {@code InvalidChangeBatch}. */
    public enum ErrorForm {
        /** An {@code InvalidChangeBatch} document with a list of messages, as the API reference shows it. */
        MESSAGES,
        /** An ordinary {@code ErrorResponse} whose message is all messages between brackets, as it is sent today. */
        BRACKETED
    }

    private Duration inSyncAfter = Duration.ofMillis(200);
    private double requestsPerSecond = 10;
    private int requestBurst = 50;
    private double changesPerSecond;
    private int changeBurst;
    private Duration latency = Duration.ZERO;
    private int nameServers = 2;
    private long seed = 1;
    private ErrorForm errorForm = ErrorForm.BRACKETED;
    private boolean refuseUnequalWeightedTtls;
    private int maxRecordSetsPerZone = 10_000;
    private Optional<Duration> healthCheckInterval = Optional.empty();

    private Options() {}

    /** Returns the defaults: in force after 200 ms, 10 requests/s with a burst of 50, two name servers. */
    public static Options defaults() {
        return new Options();
    }

    /** Sets how long an accepted change stays PENDING; default 200 ms. */
    public Options inSyncAfter(Duration value) {
        inSyncAfter = value;
        return this;
    }

    /** Sets the account's request bucket: its refill per second and its size; default 10 and 50. */
    public Options requestBucket(double perSecond, int burst) {
        requestsPerSecond = perSecond;
        requestBurst = burst;
        return this;
    }

    /** Sets the bucket of individual record changes: its refill per second and its size; default no limit. */
    public Options changeBucket(double perSecond, int burst) {
        changesPerSecond = perSecond;
        changeBurst = burst;
        return this;
    }

    /** Sets how long every request takes at least; default nothing. */
    public Options latency(Duration value) {
        latency = value;
        return this;
    }

    /** Sets how many name servers serve the zones, at least 1; default 2. */
    public Options nameServers(int value) {
        nameServers = value;
        return this;
    }

    /** Sets the seed of the weighted choice. */
    public Options seed(long value) {
        seed = value;
        return this;
    }

    /** Sets in which form {@code InvalidChangeBatch} is sent; default {@link ErrorForm#BRACKETED}. */
    public Options errorForm(ErrorForm value) {
        errorForm = value;
        return this;
    }

    /**
     * Refuses a weighted set whose TTL differs from its group's, as Route 53 once did. By default the whole group takes the
     * TTL said last, as it does today.
     */
    public Options refuseUnequalWeightedTtls() {
        refuseUnequalWeightedTtls = true;
        return this;
    }

    /** Sets the quota of record sets in a zone; default 10,000. */
    public Options maxRecordSetsPerZone(int value) {
        maxRecordSetsPerZone = value;
        return this;
    }

    /** Sets how often health checks ask, whatever they say; default: as they say. */
    public Options healthCheckInterval(Duration value) {
        healthCheckInterval = Optional.of(value);
        return this;
    }

    Optional<Duration> healthCheckInterval() {
        return healthCheckInterval;
    }

    Duration inSyncAfter() {
        return inSyncAfter;
    }

    double requestsPerSecond() {
        return requestsPerSecond;
    }

    int requestBurst() {
        return requestBurst;
    }

    double changesPerSecond() {
        return changesPerSecond;
    }

    /** Returns the size of the bucket of changes; 0: no limit. */
    int changeBurst() {
        return changeBurst;
    }

    Duration latency() {
        return latency;
    }

    int nameServers() {
        return nameServers;
    }

    long seed() {
        return seed;
    }

    ErrorForm errorForm() {
        return errorForm;
    }

    boolean refusesUnequalWeightedTtls() {
        return refuseUnequalWeightedTtls;
    }

    int maxRecordSetsPerZone() {
        return maxRecordSetsPerZone;
    }
}
