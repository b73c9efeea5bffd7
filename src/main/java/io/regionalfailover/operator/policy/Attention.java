package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.Decision;
import io.regionalfailover.decision.Observation;
import io.regionalfailover.decision.Outcome;
import io.regionalfailover.health.ProbeSpec;
import io.regionalfailover.operator.translation.PolicyModel;
import io.regionalfailover.operator.translation.ScopedProbe;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which attempts need a turn, and whether this process stood still. Touched by one turn at a time.
 *
 * <p>While all is well, an attempt that passes again changes no decision and needs no turn of its own. What is looked at in turns
 * without being told of (whether a window blocks moves, what the zone's gate has done) still is once in each interval of what is
 * tried most often from here, as it is for a policy with a single check.
 *
 * <p>Attempts come in, and so does what is read back of the zone: where nothing did for two intervals of what is tried most
 * often, nobody looked meanwhile.
 */
final class Attention {
    private final Duration resync;
    private Duration longestLull = Duration.ZERO;
    private Duration longestSilence;
    private Instant lullEndsAt = Instant.MIN;
    private Optional<Instant> lastLookAt = Optional.empty();
    private boolean stoodStill;

    /** @param resync how often a turn is taken at least, however seldom something is tried */
    Attention(Duration resync) {
        this.resync = resync;
        longestSilence = resync.plus(resync);
    }

    /** This is tried from now on. What another instance tries does not come in here. */
    void follow(PolicyModel model) {
        Duration interval = resync;
        Duration reach = resync;
        for (ScopedProbe tried : model.probes().values()) {
            ProbeSpec probe = tried.probe();
            interval = shorter(interval, probe.interval());
            reach = shorter(reach, probe.interval().plus(probe.timeout()));
        }
        longestLull = interval;
        longestSilence = reach.plus(reach);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** An attempt came in. Returns whether it needs a turn. */
    boolean attempted(Observation seen, Instant now) {
        look(now);
        return stoodStill || seen.outcome() != Outcome.PASSING || !now.isBefore(lullEndsAt);
    }

    /** A turn begins. Returns whether this process stood still before it, and attempts that came in since say nothing of now. */
    boolean begin(Instant now) {
        look(now);
        boolean stood = stoodStill;
        stoodStill = false;
        // Until this turn has come to something: one that breaks off leaves none out by what the one before it found.
        lullEndsAt = Instant.MIN;
        return stood;
    }

    /**
     * What the turn has come to.
     *
     * @param alone whether there are no peers, who would have to be told of attempts and could fall silent
     */
    void end(Decision made, boolean alone, Instant now) {
        lullEndsAt = alone && made.isAtRest() ? now.plus(longestLull) : Instant.MIN;
    }

    private void look(Instant now) {
        stoodStill |= lastLookAt
                .filter(last -> last.plus(longestSilence).isBefore(now))
                .isPresent();
        lastLookAt = Optional.of(now);
    }
}
