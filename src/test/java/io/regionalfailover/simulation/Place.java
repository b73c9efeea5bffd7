package io.regionalfailover.simulation;

import io.regionalfailover.health.ProbeTarget;
import io.regionalfailover.health.TcpProbe;

/**
 * What a probe looks at.
 *
 * @param region empty for what all regions share
 * @param part the frontend, the database, or what is shared
 */
record Place(String region, Kind part) {
    enum Kind {
        FRONTEND,
        DATABASE,
        SHARED
    }

    static final Place SHARED = new Place("", Kind.SHARED);

    static Place of(ProbeTarget target) {
        if (!(target instanceof TcpProbe probe)) {
            throw new IllegalArgumentException("the shop has TCP checks only: " + target);
        }
        String region = Shop.regionOf(probe.host());
        return region.isEmpty() ? SHARED : new Place(region, probe.port() == 443 ? Kind.FRONTEND : Kind.DATABASE);
    }

    static Place frontend(String region) {
        return new Place(region, Kind.FRONTEND);
    }

    static Place database(String region) {
        return new Place(region, Kind.DATABASE);
    }
}
