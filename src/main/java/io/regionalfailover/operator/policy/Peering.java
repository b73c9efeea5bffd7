package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.CheckKey;
import io.regionalfailover.decision.CheckRule;
import io.regionalfailover.decision.Observation;
import io.regionalfailover.decision.Published;
import io.regionalfailover.decision.RegionRule;
import io.regionalfailover.decision.VantagePoints;
import io.regionalfailover.operator.translation.PolicyModel;
import io.regionalfailover.peers.CheckReport;
import io.regionalfailover.peers.Company;
import io.regionalfailover.peers.Exchange;
import io.regionalfailover.peers.PolicyReport;
import io.regionalfailover.peers.RoomReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a policy tells the peers, and what it takes from them. Touched by one turn at a time. */
final class Peering {
    private final Exchange exchange;
    private final String key;
    private final String vantagePoint;
    private String board = "";
    private String agreed = "";
    private boolean skewed;
    private long chased;
    private Company company;

    /** @param key the policy's {@code namespace/name} */
    Peering(LoopParts parts, String key) {
        this.exchange = parts.exchange();
        this.key = key;
        this.vantagePoint = parts.vantagePoint();
        company = Company.alone(vantagePoint);
    }

    /** @param newBoard where instances leave signs of life for the policy's zone */
    void follow(String newBoard) {
        board = newBoard;
    }

    /** Takes the peers as they are now: they stay so until the turn ends. */
    void look() {
        company = exchange.company(key, board);
    }

    /** The peers as they were looked at last. */
    Company company() {
        return company;
    }

    /** Whether no peers are configured: nobody is told of attempts, and nobody can fall silent. */
    boolean isAlone() {
        return !exchange.hasPeers();
    }

    /** Who looks and what they saw, this instance first. */
    VantagePoints vantagePoints(PolicyModel model, Map<CheckKey, Observation> own) {
        List<VantagePoints.View> views = new ArrayList<>();
        views.add(new VantagePoints.View(vantagePoint, own));
        views.addAll(company.views(model.fingerprints()));
        return new VantagePoints(company.denominator(), views);
    }

    /**
     * Whether the published plan is of a spec that others have and this instance does not. Its own spec may be published only when
     * it is the newer one for all that can be known: it had agreed with what is published, and was changed since; or when nobody
     * has the published one.
     */
    boolean look(PolicyModel model, Published published) {
        skewed = isSkewed(model, published);
        return skewed;
    }

    /** What {@link #look(PolicyModel, Published)} came to last. */
    boolean isSkewed() {
        return skewed;
    }

    private boolean isSkewed(PolicyModel model, Published published) {
        if (!(published instanceof Published.Present present)) {
            return false;
        }
        String own = model.rules().specHash();
        String there = present.plan().specHash();
        if (own.equals(there)) {
            agreed = own;
            return false;
        }
        return !there.equals(agreed) && company.mayHold(there);
    }

    /**
     * Whether a peer has seen a newer plan in the zone than is known here. Said once of each, since what stood there may be gone.
     *
     * @param zoneEpoch the epoch that stands in the zone, as far as it is known here
     */
    boolean isAhead(long zoneEpoch) {
        long highest = company.highestEpoch();
        if (highest <= Math.max(zoneEpoch, chased)) {
            return false;
        }
        chased = highest;
        return true;
    }

    /**
     * Tells the peers what is seen here.
     *
     * @param epoch the highest seen in the zone
     */
    void say(PolicyModel model, Map<CheckKey, Observation> own, List<RoomReport> rooms, long epoch, Instant now) {
        if (!exchange.hasPeers()) {
            return;
        }
        Map<CheckKey, Duration> reach = new HashMap<>();
        Duration longest = Duration.ZERO;
        for (RegionRule region : model.rules().regions()) {
            for (CheckRule check : region.checks()) {
                Duration stale = check.staleAfter();
                reach.put(new CheckKey(region.name(), check.name()), stale);
                longest = stale.compareTo(longest) > 0 ? stale : longest;
            }
        }
        List<CheckReport> checks = new ArrayList<>();
        own.forEach((check, seen) -> {
            String fingerprint = model.fingerprints().get(check);
            Duration stale = reach.get(check);
            if (fingerprint != null
                    && stale != null
                    && !seen.lastEndedAt().plus(stale).isBefore(now)) {
                checks.add(new CheckReport(check, fingerprint, seen));
            }
        });
        checks.sort(Comparator.comparing((CheckReport check) -> check.key().region())
                .thenComparing(check -> check.key().check()));
        exchange.say(new PolicyReport(key, model.rules().specHash(), epoch, checks, rooms), longest);
    }

    /** The peers hear that the policy is gone here. */
    void stop() {
        exchange.forget(key);
    }
}
