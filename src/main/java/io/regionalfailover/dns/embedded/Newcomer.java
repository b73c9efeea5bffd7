package io.regionalfailover.dns.embedded;

import java.time.Instant;
import java.util.Optional;

/** Whether a zone takes in what another instance has, before it is asked whether it is newer. */
final class Newcomer {
    /**
     * No epoch leaps further at once over all that the zone has seen: somebody who says so has lost its mind, and nobody could
     * ever write anything newer.
     */
    private static final long LONGEST_LEAP = 1_000_000;

    /** Serials follow the wall clock, and may be one circle of a start of authority's ahead of it (RFC 1982). */
    private static final long FARTHEST_SERIAL = 1L << 33;

    private final ZoneState state;
    private final long highestEpoch;
    private final long highestSerial;

    /** @param state of the zone before */
    Newcomer(ZoneState state, Instant now) {
        this.state = state;
        this.highestSerial = Math.max(state.newestSerial(), now.getEpochSecond()) + FARTHEST_SERIAL;
        this.highestEpoch = state.highestEpoch();
    }

    /** What is wrong with a cell; empty when nothing is. */
    Optional<String> fault(Cell cell) {
        if (!cell.name().isWithin(state.apex())) {
            return Optional.of("it is outside the zone");
        }
        if (state.changes() > 0 && cell.stamp().epoch() - LONGEST_LEAP > highestEpoch) {
            return Optional.of("its epoch " + cell.stamp().epoch() + " leaps by more than " + LONGEST_LEAP);
        }
        if (cell.stamp().serial() > highestSerial) {
            return Optional.of("its serial " + cell.stamp().serial() + " lies too far ahead");
        }
        if (cell.stamp().era() - LONGEST_LEAP > state.cell(cell.name()).stamp().era()) {
            return Optional.of("its era " + cell.stamp().era() + " leaps by more than " + LONGEST_LEAP);
        }
        boolean own = cell.sets().stream().anyMatch(set -> Batch.isTheZonesOwn(set.written(), state));
        return own ? Optional.of("it stands where the zone's own records are") : cell.fault();
    }
}
