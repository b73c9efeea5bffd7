package io.regionalfailover.simulation;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.Heartbeat;
import io.regionalfailover.dns.Texts;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.peers.SignBoard;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Signs of life in the zone, by the shipped heartbeats. */
record ZoneBoard(Zone zone, DnsName apex, String region, String process) implements SignBoard {
    @Override
    public CompletableFuture<Optional<Map<String, String>>> read(Set<String> regions) {
        Map<DnsName, String> names = new HashMap<>();
        regions.forEach(name -> names.put(apex.heartbeat(name), name));
        return zone.texts(new HashSet<>(names.keySet())).thenApply(texts -> switch (texts) {
            case Texts.Taken found -> {
                Map<String, String> signs = new HashMap<>();
                found.byName().forEach((name, text) -> signs.put(names.getOrDefault(name, ""), text));
                yield Optional.of(signs);
            }
            case Texts.NotTaken ignored -> Optional.empty();
        });
    }

    @Override
    public CompletableFuture<Boolean> leave(long count) {
        return zone.beat(apex.heartbeat(region), new Heartbeat("fleet", region, process, count).text());
    }
}
