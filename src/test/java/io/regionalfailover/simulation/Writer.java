package io.regionalfailover.simulation;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who changes the zone: one process of one instance, with what it knows, or somebody with a console.
 */
final class Writer {
    /** Somebody with a console. */
    static final Writer SOMEBODY = new Writer("somebody", -1, 0, new Eyes());

    private final String name;
    private final int instance;
    private final long startedAt;
    private final Eyes eyes;
    private final Map<List<RecordSet>, Long> readAt = new HashMap<>();

    /** @param instance its number */
    Writer(String name, int instance, long startedAt, Eyes eyes) {
        this.name = name;
        this.instance = instance;
        this.startedAt = startedAt;
        this.eyes = eyes;
    }

    String name() {
        return name;
    }

    int instance() {
        return instance;
    }

    boolean isSomebody() {
        return this == SOMEBODY;
    }

    long startedAt() {
        return startedAt;
    }

    Eyes eyes() {
        return eyes;
    }

    /** It was given this, or wrote it itself. */
    void knows(Map<DnsName, List<RecordSet>> state, int policies, long nowNanos) {
        for (int policy = 0; policy < policies; policy++) {
            for (DnsName name : Shop.names(policy)) {
                readAt.putIfAbsent(Picture.own(name, state), nowNanos);
            }
        }
    }

    /** Whether it had seen this by then. */
    boolean hadSeen(List<RecordSet> own, long nanos) {
        return readAt.getOrDefault(own, Long.MAX_VALUE) <= nanos;
    }
}
