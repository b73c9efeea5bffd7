package io.regionalfailover.decision;

import io.regionalfailover.decision.Memory.CheckVerdict;
import io.regionalfailover.decision.Memory.RegionVerdict;
import io.regionalfailover.decision.VantagePoints.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stage 1: per check and region a verdict with hysteresis, over the quorum of vantage points.
 *
 * <ol>
 *   <li>A vantage point votes failing after {@code failureThreshold} failures in a row, passing after {@code
 *       successThreshold} successes in a row, and otherwise abstains.
 *   <li>Enough failing votes: Failing. Else enough passing votes: Passing. Else the verdict stays what it was.
 *   <li>A process without memory takes its first verdicts over from the published plan: a region with weight passes, one
 *       that lost its steady weight fails. A check that is added later takes over its region's verdict. None of these is
 *       shown, since nobody saw them.
 *   <li>Where there is nothing to take over, or passes confirm it, the smaller of the two thresholds is enough for Passing.
 * </ol>
 */
final class Verdicts {
    private Verdicts() {}

    /** The state of every check of a region, in the spec's order. */
    static List<CheckState> of(Facts facts, RegionRule region) {
        Optional<Outcome> prior = prior(facts, region);
        List<CheckRule> rules = region.checks();
        List<CheckState> earlier = facts.memory().trace().checks(region.name());
        boolean comparable = earlier.size() == rules.size();
        List<CheckState> states = comparable ? earlier : new ArrayList<>(rules.size());
        for (int i = 0; i < rules.size(); i++) {
            CheckRule rule = rules.get(i);
            CheckState last = comparable && earlier.get(i).rule().name().equals(rule.name()) ? earlier.get(i) : null;
            CheckKey key = last == null ? new CheckKey(region.name(), rule.name()) : last.key();
            CheckState state = judge(facts, key, rule, prior, last);
            if (states == earlier && state != last) {
                states = new ArrayList<>(earlier.subList(0, i));
            }
            if (states != earlier) {
                states.add(state);
            }
        }
        return states;
    }

    /** What a check without a verdict of its own takes over. */
    private static Optional<Outcome> prior(Facts facts, RegionRule region) {
        RegionVerdict before = facts.memory().regions().get(region.name());
        if (before != null && before.inForce() != RegionHealth.UNKNOWN) {
            return Optional.of(before.inForce() == RegionHealth.HEALTHY ? Outcome.PASSING : Outcome.FAILING);
        }
        if (!(facts.published() instanceof Published.Present present)) {
            return Optional.empty();
        }
        Weights weights = present.plan().weights();
        if (weights.of(region.name()) > 0) {
            return Optional.of(Outcome.PASSING);
        }
        boolean lostItsWeight = !facts.memory().zoneRead()
                && region.weight() > 0
                && weights.sum() > 0
                && weights.byRegion().containsKey(region.name());
        return lostItsWeight ? Optional.of(Outcome.FAILING) : Optional.empty();
    }

    /** @param last what was judged of it before, which is returned where it is judged the same */
    private static CheckState judge(
            Facts facts, CheckKey key, CheckRule rule, Optional<Outcome> prior, @Nullable CheckState last) {
        VantagePoints able = facts.vantagePoints().of(rule);
        CheckVerdict before = before(facts, key, able, prior);
        boolean strict = before.judged() || before.outcome() == Outcome.FAILING || unread(facts);
        int passesNeeded =
                strict ? rule.successThreshold() : Math.min(rule.successThreshold(), rule.failureThreshold());
        Votes votes = Votes.count(able.views(), key, rule, passesNeeded);
        int denominator = able.denominator();
        int needed = facts.policy().failover().quorum().needed(denominator);
        Outcome verdict = votes.failing() >= needed
                ? Outcome.FAILING
                : votes.passing() >= needed ? Outcome.PASSING : before.outcome();
        boolean voted = votes.failing() >= needed || votes.passing() >= needed;
        boolean kept = !voted || (before.judged() && verdict == before.outcome());
        boolean settled =
                votes.passing() >= Math.min(needed, Math.max(1, able.views().size()));
        boolean disputed = !settled && (votes.failing() > 0 || before.disputed());
        boolean passesAgain = verdict == Outcome.FAILING
                && votes.seenFailing() == 0
                && votes.message().isEmpty();
        boolean judged = before.judged() || voted;
        Instant since = kept ? before.since() : since(facts, key, verdict);
        String message =
                passesAgain ? "passes again, " + rule.successThreshold() + " in a row are needed" : votes.message();
        if (last != null && isSame(last, rule, verdict, judged, disputed, since, denominator, votes, message)) {
            return last;
        }
        return new CheckState(
                key,
                rule,
                verdict,
                judged,
                votes.blind(),
                disputed,
                since,
                votes.seenFailing(),
                votes.failing(),
                denominator,
                message,
                false);
    }

    /** Compared before it is made: this is what most decisions come to, for each of their checks. */
    private static boolean isSame(
            CheckState last,
            CheckRule rule,
            Outcome verdict,
            boolean judged,
            boolean disputed,
            Instant since,
            int denominator,
            Votes votes,
            String message) {
        return last.verdict() == verdict
                && last.judged() == judged
                && last.blind() == votes.blind()
                && last.disputed() == disputed
                && last.failing() == votes.seenFailing()
                && last.failingVotes() == votes.failing()
                && last.vantagePoints() == denominator
                && last.since().equals(since)
                && last.message().equals(message)
                && last.rule().equals(rule);
    }

    /** The verdict so far; the first one is taken over. */
    private static CheckVerdict before(Facts facts, CheckKey key, VantagePoints able, Optional<Outcome> prior) {
        CheckVerdict before = facts.memory().verdicts().get(key);
        if (before == null) {
            // A failure that nobody is there to see end must not be taken over.
            Outcome taken = prior.filter(verdict ->
                            verdict != Outcome.FAILING || !able.views().isEmpty())
                    .orElse(Outcome.UNKNOWN);
            return new CheckVerdict(taken, facts.now(), false, false);
        }
        return isOutdated(facts, key.region(), before)
                ? new CheckVerdict(Outcome.PASSING, facts.now(), false, before.disputed())
                : before;
    }

    /**
     * A failure that was taken over from a plan in which the region had no weight, and that nobody has judged since: another
     * instance has given the region weight meanwhile, which it would not have done to one that fails.
     */
    private static boolean isOutdated(Facts facts, String region, CheckVerdict before) {
        return !before.judged()
                && before.outcome() == Outcome.FAILING
                && facts.published() instanceof Published.Present present
                && present.plan().weights().of(region) > 0;
    }

    /**
     * What the vantage points say of one check.
     *
     * @param seenFailing how many see it failing now
     * @param failing how many of them for long enough
     * @param passing how many see it passing for long enough
     * @param blind true when all have been unable to tell for long enough
     * @param message of the first that sees it failing, else of one that cannot tell
     */
    private record Votes(int seenFailing, int failing, int passing, boolean blind, String message) {
        static Votes count(List<View> views, CheckKey key, CheckRule rule, int passesNeeded) {
            int seenFailing = 0;
            int failing = 0;
            int passing = 0;
            boolean blind = true;
            String message = "";
            if (views.isEmpty() && rule.onlyFrom().isPresent()) {
                message = "only an instance in region " + rule.onlyFrom().get() + " tries this check";
            }
            for (int i = 0; i < views.size(); i++) {
                Observation seen = views.get(i).of(key);
                blind &= seen.outcome() == Outcome.UNKNOWN && seen.streak() >= rule.failureThreshold();
                if (seen.outcome() == Outcome.FAILING) {
                    message = seenFailing == 0 ? seen.message() : message;
                    seenFailing++;
                    failing += seen.streak() >= rule.failureThreshold() ? 1 : 0;
                } else if (seen.outcome() == Outcome.PASSING) {
                    passing += seen.streak() >= passesNeeded ? 1 : 0;
                } else if (message.isEmpty()) {
                    message = seen.message();
                }
            }
            return new Votes(seenFailing, failing, passing, blind, message);
        }
    }

    private static boolean unread(Facts facts) {
        return facts.published() instanceof Published.Unread;
    }

    /** When a verdict began: by the own clock, which peers' times cannot be compared with. */
    private static Instant since(Facts facts, CheckKey key, Outcome verdict) {
        List<View> views = facts.vantagePoints().views();
        if (!views.isEmpty()) {
            Observation own = views.getFirst().of(key);
            if (own.outcome() == verdict) {
                return own.streakSeenAt();
            }
        }
        return facts.now();
    }
}
