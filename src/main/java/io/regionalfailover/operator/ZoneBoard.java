package io.regionalfailover.operator;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.Heartbeat;
import io.regionalfailover.dns.Texts;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.peers.Author;
import io.regionalfailover.peers.SignBoard;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A zone as a place for signs of life.
 *
 * @param zone the zone
 * @param apex its name
 * @param author who leaves them
 */
public record ZoneBoard(Zone zone, DnsName apex, Author author) implements SignBoard {
    @Override
    public CompletableFuture<Optional<Map<String, String>>> read(Set<String> regions) {
        Map<DnsName, String> regionByName = new HashMap<>();
        regions.forEach(region -> regionByName.put(apex.heartbeat(region), region));
        return zone.texts(regionByName.keySet()).thenApply(texts -> switch (texts) {
            case Texts.NotTaken ignored -> Optional.empty();
            case Texts.Taken(Map<DnsName, String> byName) -> Optional.of(signs(byName, regionByName));
        });
    }

    /** What another installation leaves is no sign of ours. */
    private Map<String, String> signs(Map<DnsName, String> byName, Map<DnsName, String> regionByName) {
        Map<String, String> signs = new HashMap<>();
        byName.forEach((name, text) -> Heartbeat.parse(text)
                .filter(beat -> beat.installation().equals(author.installation()))
                .ifPresent(beat -> signs.put(regionByName.getOrDefault(name, ""), text)));
        return signs;
    }

    @Override
    public CompletableFuture<Boolean> leave(long count) {
        Heartbeat beat = new Heartbeat(author.installation(), author.vantagePoint(), author.process(), count);
        return zone.beat(apex.heartbeat(author.vantagePoint()), beat.text());
    }
}
