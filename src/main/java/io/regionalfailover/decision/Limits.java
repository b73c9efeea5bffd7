package io.regionalfailover.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Stage 6: what bounds a move. Each limit holds its own region's part and says what would release it. */
final class Limits {
    private static final Duration LONGEST_DOUBLED = Duration.ofHours(1);
    private static final Duration VELOCITY_RECHECK = Duration.ofSeconds(10);

    private Limits() {}

    /** The least number of healthy regions: people can force it, and removing a region from the spec is their will. */
    static Optional<Hold> tooFew(Situation situation, String source, boolean receiverServes) {
        int after = receiverServes ? 0 : 1;
        for (RegionState region : situation.candidates()) {
            after += situation.published().of(region.name()) > 0 ? 1 : 0;
        }
        int least = situation.policy().failover().minHealthyRegions();
        if (after >= least) {
            return Optional.empty();
        }
        return Optional.of(Sentences.hold(
                Reason.TOO_FEW_REGIONS,
                source + " keeps its traffic: " + after + " healthy would be left to serve, minHealthyRegions is "
                        + least + "; a forced TrafficShift would move it",
                Set.of(source),
                Optional.empty()));
    }

    /**
     * How fast health may move policies out of regions. A region beyond the handful goes on when few enough others are, or when all
     * vantage points, and at least two, agree.
     */
    static Optional<Hold> velocity(Situation situation, RegionState source) {
        Velocity velocity = situation.facts().velocity();
        if (velocity.admits(source.name()) || agreed(source)) {
            return Optional.empty();
        }
        return Optional.of(Sentences.hold(
                Reason.VELOCITY_LIMITED,
                source.name() + " keeps its traffic: health already moves many policies out of " + velocity.beyond()
                        + " region(s), and " + velocity.evacuating().getOrDefault(source.name(), 0)
                        + " out of this one; a TrafficShift would move it",
                Set.of(source.name()),
                Optional.of(situation.facts().now().plus(VELOCITY_RECHECK))));
    }

    /**
     * A verdict stands until enough see the opposite. That may be long after anybody saw a failure: what was held back until then
     * goes on when enough see one again. A shift that waits for room is decided.
     */
    static Optional<Hold> seenByTooFew(Situation situation, RegionState source) {
        boolean waitsForRoom = situation
                .facts()
                .memory()
                .capacityWait()
                .filter(wait ->
                        wait.kind() == Proposal.Kind.EVACUATE && wait.regions().contains(source.name()))
                .isPresent();
        Quorum quorum = situation.policy().failover().quorum();
        boolean seen = source.failing(false).stream().anyMatch(check -> check.isSeenFailing(quorum));
        if (waitsForRoom || seen) {
            return Optional.empty();
        }
        return Optional.of(Sentences.hold(
                Reason.NO_QUORUM,
                source.name() + " keeps its traffic: it failed, and too few see it fail now ("
                        + Sentences.ofRegion(source) + ")",
                Set.of(source.name()),
                Optional.empty()));
    }

    /** True when all vantage points that can try it, and at least two, see one of the region's checks fail. */
    static boolean agreed(RegionState source) {
        for (CheckState check : source.failing(false)) {
            if (check.vantagePoints() >= 2 && check.failingVotes() == check.vantagePoints()) {
                return true;
            }
        }
        return false;
    }

    /** The next step of a shift waits until the last one is in force and old enough. */
    static Optional<Hold> step(Situation situation, Reason reason, Duration interval, Set<String> regions) {
        Optional<Hold> propagation = propagation(situation, regions);
        if (propagation.isPresent()) {
            return propagation;
        }
        Instant due = situation
                .present()
                .flatMap(Published.Present::writtenAt)
                .orElse(situation.facts().past().lookingSince())
                .plus(interval);
        return until(situation, reason, "the next step of " + Sentences.list(regions) + " is due", regions, due);
    }

    /** Nothing goes on before the last plan is in force. */
    static Optional<Hold> propagation(Situation situation, Set<String> regions) {
        if (situation.present().isEmpty() || situation.present().get().inForce()) {
            return Optional.empty();
        }
        return Optional.of(Sentences.hold(
                Reason.AWAITING_PROPAGATION,
                "the last change is not in force yet at the provider",
                regions,
                Optional.empty()));
    }

    /** Traffic does not return before a region was healthy for long enough, longer after each relapse. */
    static Optional<Hold> stable(Situation situation, RegionState region, Instant healthySince) {
        Duration stableFor = situation.policy().failback().stableFor();
        int relapses = situation.present().map(there -> there.plan().relapses()).orElse(0);
        Duration due = doubled(stableFor, relapses);
        return until(
                situation,
                Reason.STABILIZING,
                region.name() + " is healthy again and has to stay so; traffic may return",
                Set.of(region.name()),
                healthySince.plus(due));
    }

    /** Others may see that a region is well, and may give it traffic; who sees it fail at this moment does not. */
    static Optional<Hold> failsHere(Situation situation, RegionState region) {
        List<VantagePoints.View> views = situation.facts().vantagePoints().views();
        for (CheckState check : region.checks()) {
            if (check.critical()
                    && !views.isEmpty()
                    && views.getFirst().of(check.key()).outcome() == Outcome.FAILING) {
                return Optional.of(Sentences.hold(
                        Reason.STABILIZING,
                        region.name() + " gets no traffic while " + check.sentence() + " is seen here",
                        Set.of(region.name()),
                        Optional.empty()));
            }
        }
        return Optional.empty();
    }

    static Duration doubled(Duration stableFor, int relapses) {
        Duration doubled = stableFor;
        for (int i = 0; i < relapses && doubled.compareTo(LONGEST_DOUBLED) < 0; i++) {
            Duration next = doubled.multipliedBy(2);
            doubled = next.compareTo(LONGEST_DOUBLED) > 0 ? LONGEST_DOUBLED : next;
        }
        return doubled;
    }

    /**
     * Traffic does not return soon after a shift, and a return does not begin soon after another.
     *
     * @param begins true when this return would be a new one, false when it goes on
     */
    static Optional<Hold> cooldown(Situation situation, RegionState region, boolean begins) {
        Past past = situation.facts().past();
        Instant from = past.lastEvacuationAt().orElse(Instant.MIN);
        if (!situation.isSteady() && past.lookingSince().isAfter(from)) {
            // Who began to look while traffic was away cannot know when it went: another instance may have moved it
            // since.
            from = past.lookingSince();
        }
        if (begins
                && past.lastReturnAt().isPresent()
                && past.lastReturnAt().get().isAfter(from)) {
            from = past.lastReturnAt().get();
        }
        if (from.equals(Instant.MIN)) {
            return Optional.empty();
        }
        return until(
                situation,
                Reason.COOLING_DOWN,
                "traffic was moved a short while ago; it may return to " + region.name(),
                Set.of(region.name()),
                from.plus(situation.policy().failover().cooldown()));
    }

    /** Traffic does not return in a blocked window. */
    static Optional<Hold> blocked(Situation situation, RegionState region) {
        return situation
                .facts()
                .blocked()
                .map(window -> Sentences.hold(
                        Reason.BLOCKED_WINDOW,
                        region.name() + " gets no traffic in a blocked window (" + window.reason() + "); it closes "
                                + Sentences.at(window.endsAt()),
                        Set.of(region.name()),
                        Optional.of(window.endsAt())));
    }

    private static Optional<Hold> until(
            Situation situation, Reason reason, String message, Set<String> regions, Instant due) {
        if (!due.isAfter(situation.facts().now())) {
            return Optional.empty();
        }
        return Optional.of(Sentences.hold(reason, message + " " + Sentences.at(due), regions, Optional.of(due)));
    }
}
