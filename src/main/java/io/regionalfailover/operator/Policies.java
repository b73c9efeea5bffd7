package io.regionalfailover.operator;

import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.decision.RegionJudgement;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.operator.orders.OrderBook;
import io.regionalfailover.operator.policy.Departure;
import io.regionalfailover.operator.policy.LoopParts;
import io.regionalfailover.operator.policy.PolicyLoop;
import io.regionalfailover.operator.policy.Refusal;
import io.regionalfailover.operator.policy.RegionLoop;
import io.regionalfailover.operator.report.DecisionLog;
import io.regionalfailover.operator.report.PolicyMetrics;
import io.regionalfailover.operator.report.PolicyReporter;
import io.regionalfailover.operator.report.StatusReader;
import io.regionalfailover.operator.report.StatusWriter;
import io.regionalfailover.operator.translation.LastTranslation;
import io.regionalfailover.operator.translation.PolicyModel;
import io.regionalfailover.operator.translation.PolicyTranslator;
import io.regionalfailover.operator.translation.References;
import io.regionalfailover.operator.translation.Translation;
import io.regionalfailover.peers.Exchange;
import io.regionalfailover.peers.SignBoard;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The loops of all policies that this process knows. */
public final class Policies {
    private record Known(
            String uid,
            PolicyLoop loop,
            LastTranslation translation,
            Optional<CompletableFuture<Departure.Outcome>> departure) {}

    private final PolicyTranslator translator;
    private final LoopParts parts;
    private final Zones zones;
    private final StatusWriter statuses;
    private final DecisionLog log;
    private final PolicyMetrics metrics;
    private final OrderBook orders;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Set<String> regions = ConcurrentHashMap.newKeySet();

    /**
     * @param translator reads specs
     * @param parts what all loops share
     * @param zones where they publish
     * @param statuses where their statuses go
     * @param log where their decisions go
     * @param metrics where their figures go
     * @param orders is told which policies there are, and how they stand
     */
    public Policies(
            PolicyTranslator translator,
            LoopParts parts,
            Zones zones,
            StatusWriter statuses,
            DecisionLog log,
            PolicyMetrics metrics,
            OrderBook orders) {
        this.translator = translator;
        this.parts = parts;
        this.zones = zones;
        this.statuses = statuses;
        this.log = log;
        this.metrics = metrics;
        this.orders = orders;
    }

    /** A loop for a Region's own checks, on the parts that the policies' loops share. */
    public RegionLoop regionLoop(Consumer<RegionJudgement> changed) {
        return new RegionLoop(parts, changed);
    }

    /** A policy's spec, or something that it refers to, may have changed. */
    public void follow(FailoverPolicy policy, References references) {
        orders.follow(
                key(policy),
                Optional.ofNullable(policy.getMetadata().getLabels()).orElse(Map.of()));
        Known there = known(policy);
        hand(policy, there.translation().of(policy, references), references, there.loop());
    }

    /**
     * When a policy is to be handed in again, though nothing happened: not all that were there at the start at once for ever, but some
     * together, since to wake up for each takes longer than to look at it.
     */
    Duration nextHandedInAfter() {
        return together(parts.clock().instant(), parts.jitteredResync());
    }

    /** How long until the second in which a wait would end, unless it is over before. */
    static Duration together(Instant now, Duration wait) {
        Duration until = Duration.between(now, now.plus(wait).truncatedTo(ChronoUnit.SECONDS));
        return until.isPositive() ? until : wait;
    }

    private void hand(FailoverPolicy policy, Translation translation, References references, PolicyLoop loop) {
        long generation = policy.getMetadata().getGeneration();
        switch (translation) {
            case Translation.Refused refused ->
                loop.refuse(generation, new Refusal(refused.reason(), refused.message()));
            case Translation.Accepted accepted -> {
                switch (zones.open(references.zone().orElseThrow())) {
                    case Zones.Opened(Zone zone, String account) -> {
                        tellWhereInstancesMayStand(accepted.model());
                        loop.accept(accepted.model(), zone, account);
                    }
                    case Zones.Refused(String message) ->
                        loop.refuse(generation, new Refusal(Reason.INVALID_REFERENCE, message));
                }
            }
        }
    }

    /** Peers that are not heard are looked for in the zones, at the names of the regions. */
    private void tellWhereInstancesMayStand(PolicyModel model) {
        Exchange exchange = parts.exchange();
        model.rules().regions().forEach(region -> regions.add(region.name()));
        exchange.regions(regions);
        Map<String, SignBoard> boards = new HashMap<>();
        zones.firstOfAccounts()
                .forEach((account, zone) ->
                        boards.put(account, new ZoneBoard(zone.zone(), zone.apex(), exchange.author())));
        exchange.boards(boards);
    }

    /** People's orders for a policy changed. */
    public void ordersChanged(String policy) {
        Known there = known.get(policy);
        if (there != null) {
            there.loop().lookAgain();
        }
    }

    /** Begins to speak with the peers. */
    public void beginExchange() {
        parts.exchange().start(new Exchange.Listener() {
            @Override
            public void changed(String policy) {
                Known there = known.get(policy);
                if (there != null) {
                    there.loop().lookAgain();
                }
            }

            @Override
            public void heard(Instant at) {
                parts.doubt().sign(at);
            }
        });
    }

    /**
     * A policy goes.
     *
     * @return what became of its hold on the zone; the same future each time it is asked
     */
    public CompletableFuture<Departure.Outcome> depart(FailoverPolicy policy, References references) {
        String key = key(policy);
        if (!known.containsKey(key)) {
            follow(policy, references);
        }
        Known departing = known.computeIfPresent(
                key,
                (name, before) -> before.departure().isPresent()
                        ? before
                        : new Known(
                                before.uid(),
                                before.loop(),
                                before.translation(),
                                Optional.of(before.loop().depart())));
        return departing == null
                ? CompletableFuture.completedFuture(new Departure.Released())
                : departing.departure().orElseThrow();
    }

    /** Whether a policy is carried out here and is not on its way out. */
    public boolean carriesOut(String policy) {
        Known there = known.get(policy);
        return there != null && there.departure().isEmpty();
    }

    /** How many turns each loop has taken that has one to take. */
    public Map<String, Long> turns() {
        Map<String, Long> turns = new HashMap<>();
        known.forEach((key, policy) -> policy.loop().turns().ifPresent(taken -> turns.put(key, taken)));
        return turns;
    }

    /** A policy is gone. */
    public void forget(FailoverPolicy policy) {
        String key = key(policy);
        Known gone = known.remove(key);
        if (gone != null) {
            gone.loop().close();
        }
        String namespace = policy.getMetadata().getNamespace();
        String name = policy.getMetadata().getName();
        orders.forget(key);
        statuses.end(namespace, name);
        log.end(namespace, name);
        metrics.end(namespace, name);
    }

    private Known known(FailoverPolicy policy) {
        String uid = policy.getMetadata().getUid();
        return known.compute(key(policy), (key, before) -> {
            if (before != null && before.uid().equals(uid)) {
                return before;
            }
            if (before != null) {
                before.loop().close();
            }
            return new Known(uid, begin(policy, key), new LastTranslation(translator), Optional.empty());
        });
    }

    private PolicyLoop begin(FailoverPolicy policy, String key) {
        String namespace = policy.getMetadata().getNamespace();
        String name = policy.getMetadata().getName();
        statuses.begin(namespace, name, policy.getStatus());
        PolicyReporter reporter = new PolicyReporter(namespace, name, statuses, log, metrics, orders::report);
        return new PolicyLoop(parts, key, StatusReader.remembered(policy.getStatus()), reporter);
    }

    private static String key(FailoverPolicy policy) {
        return policy.getMetadata().getNamespace() + "/" + policy.getMetadata().getName();
    }
}
