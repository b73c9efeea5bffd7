package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.Observation;
import io.regionalfailover.decision.Outcome;
import io.regionalfailover.operator.translation.PolicyModel;
import io.regionalfailover.operator.translation.ScopedProbe;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which attempts need a turn, and whether this process stood still. Touched by one message or turn at a time.
 *
 * <p>While all is well, an attempt that passes again changes no decision and needs no turn of its own. What is looked at in turns
 * without being told of (such as whether a window blocks moves) still is once in each resync, as it is for a policy that tries
 * nothing.
 *
 * <p>Attempts come in, and so does what is read back of the zone: where nothing did for two intervals of what is tried most
 * often, nobody looked meanwhile.
 */
final class Attention {
    private final Duration resync;
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
    void follow(PolicyModel model, Instant now) {
        // By what was tried until now: whoever waited for a seldom one did not stand still.
        look(now);
        Duration shortest = resync;
        for (ScopedProbe tried : model.probes().values()) {
            Duration reach = tried.probe().interval().plus(tried.probe().timeout());
            shortest = reach.compareTo(shortest) < 0 ? reach : shortest;
        }
        longestSilence = shortest.plus(shortest);
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
     * A turn has done all that it does.
     *
     * @param calm whether more of what passes would lead to another such turn
     */
    void end(boolean calm, Instant now) {
        lullEndsAt = calm ? now.plus(resync) : Instant.MIN;
    }

    private void look(Instant now) {
        stoodStill |= lastLookAt
                .filter(last -> last.plus(longestSilence).isBefore(now))
                .isPresent();
        lastLookAt = Optional.of(now);
    }
}
