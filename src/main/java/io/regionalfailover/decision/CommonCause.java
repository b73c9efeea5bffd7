package io.regionalfailover.decision;

import io.regionalfailover.decision.VantagePoints.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stage 2: a failure moves traffic only towards somebody who was seen well since.
 *
 * <p>Probes of one interval have different phases, so an outage that all regions share crosses the thresholds of one region
 * first. To move traffic then would move it for nothing. So whoever receives must have passed, in a probe begun after the
 * source's first failure, every check that fails at the source. A shared check for which there is nobody like that is a
 * common cause: it says nothing about this region.
 *
 * <p>The same holds when such an outage ends: a region whose own failures stayed just below its threshold has not been well
 * through it. So a streak of successes that began after the source's first failure counts only once it has reached the
 * success threshold <em>and</em> the source has failed again, in a probe begun after that streak did.
 */
final class CommonCause {
    private final Facts facts;
    private final Map<String, List<CheckState>> checks;
    private final int needed;

    private CommonCause(Facts facts, Map<String, List<CheckState>> checks) {
        this.facts = facts;
        this.checks = checks;
        int quorum =
                facts.policy().failover().quorum().needed(facts.vantagePoints().denominator());
        int answering = facts.vantagePoints().views().size();
        // Too few that answer is a veto of its own, and no sign of a common cause.
        this.needed = Math.max(1, Math.min(quorum, answering));
    }

    /**
     * The same checks, those that fail for a common cause marked.
     *
     * @param checks by region
     */
    static Map<String, List<CheckState>> marked(Facts facts, Map<String, List<CheckState>> checks) {
        CommonCause judge = new CommonCause(facts, checks);
        Map<String, List<CheckState>> marked = checks;
        for (Map.Entry<String, List<CheckState>> region : checks.entrySet()) {
            List<CheckState> states = judge.marked(region.getValue());
            if (states != region.getValue()) {
                marked = marked == checks ? new LinkedHashMap<>(checks) : marked;
                marked.put(region.getKey(), states);
            }
        }
        return marked;
    }

    /** Whether a region may receive from another: it was seen well since on all of these checks of the other's. */
    static boolean seenWellSince(
            Facts facts, Map<String, List<CheckState>> checks, String region, List<CheckState> failing) {
        CommonCause judge = new CommonCause(facts, checks);
        for (CheckState state : failing) {
            if (!judge.seenWellSince(region, state)) {
                return false;
            }
        }
        return true;
    }

    private List<CheckState> marked(List<CheckState> states) {
        List<CheckState> result = states;
        for (int i = 0; i < states.size(); i++) {
            CheckState state = states.get(i);
            if (state.failsCritically() && state.rule().shared() && !isWellElsewhere(state)) {
                result = result == states ? new ArrayList<>(states) : result;
                result.set(i, state.asCommonCause());
            }
        }
        return result;
    }

    private boolean isWellElsewhere(CheckState state) {
        for (String region : checks.keySet()) {
            if (!region.equals(state.key().region()) && seenWellSince(region, state)) {
                return true;
            }
        }
        return false;
    }

    private boolean seenWellSince(String region, CheckState source) {
        CheckState same = null;
        for (CheckState state : checks.getOrDefault(region, List.of())) {
            if (state.key().check().equals(source.key().check())) {
                same = state;
            }
        }
        if (same == null) {
            return true;
        }
        if (same.verdict() == Outcome.FAILING) {
            return false;
        }
        int seeing = 0;
        List<View> views = facts.vantagePoints().views();
        for (int i = 0; i < views.size(); i++) {
            Observation there = views.get(i).of(source.key());
            Observation here = views.get(i).of(same.key());
            if (sawWellSince(source, there, here, same.rule().successThreshold(), i == 0)) {
                seeing++;
            }
        }
        return seeing >= (source.rule().onlyFrom().isPresent() ? 1 : needed);
    }

    /** Whether one vantage point saw a check pass here since it began to fail there. */
    private static boolean sawWellSince(
            CheckState source, Observation there, Observation here, int successThreshold, boolean own) {
        if (here.outcome() != Outcome.PASSING) {
            return false;
        }
        boolean failsThere = there.outcome() == Outcome.FAILING;
        if (!failsThere && !own) {
            return false;
        }
        Instant firstFailure = failsThere ? there.streakSeenAt() : source.since();
        if (!here.lastBeganAt().isAfter(firstFailure)) {
            return false;
        }
        boolean wellThroughout =
                here.streak() == here.attempts() || !here.streakSeenAt().isAfter(firstFailure);
        boolean failedAgainSince = failsThere
                && here.streak() >= successThreshold
                && there.lastBeganAt().isAfter(here.streakSeenAt());
        return wellThroughout || failedAgainSince;
    }
}
