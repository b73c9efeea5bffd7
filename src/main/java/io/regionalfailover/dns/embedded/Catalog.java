package io.regionalfailover.dns.embedded;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** All the zones that are answered for. Immutable: a change makes another one, which takes the place of this in one step. */
record Catalog(Map<WireName, ZoneAnswers> zones) {
    static final Catalog EMPTY = new Catalog(Map.of());

    Catalog {
        zones = Map.copyOf(zones);
    }

    /** This catalog with a zone in its next form. */
    Catalog with(ZoneAnswers zone) {
        Map<WireName, ZoneAnswers> more = new HashMap<>(zones);
        more.put(zone.apex(), zone);
        return new Catalog(more);
    }

    /** The zone of an apex. */
    Optional<ZoneAnswers> of(WireName apex) {
        return Optional.ofNullable(zones.get(apex));
    }

    /** The zone that lies closest above a name, or at it. */
    Optional<ZoneAnswers> zoneOf(WireName name) {
        WireName apex = name;
        ZoneAnswers found = zones.get(apex);
        while (found == null && !apex.isRoot()) {
            apex = apex.parent();
            found = zones.get(apex);
        }
        return Optional.ofNullable(found);
    }
}
