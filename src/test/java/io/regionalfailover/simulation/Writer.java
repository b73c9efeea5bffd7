package io.regionalfailover.simulation;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    private final Set<List<RecordSet>> read = new HashSet<>();

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
    void knows(Map<DnsName, List<RecordSet>> state, int policies) {
        for (int policy = 0; policy < policies; policy++) {
            for (DnsName name : Shop.names(policy)) {
                read.add(Picture.own(name, state));
            }
        }
    }

    boolean hasSeen(List<RecordSet> own) {
        return read.contains(own);
    }
}
