package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.Capacity;
import io.regionalfailover.decision.CapacityJudgement;
import io.regionalfailover.decision.CapacityKey;
import io.regionalfailover.decision.Decision;
import io.regionalfailover.decision.Proposal;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.operator.policy.WorkloadAccess.Access;
import io.regionalfailover.operator.translation.PolicyModel;
import io.regionalfailover.peers.RoomReport;
import io.regionalfailover.placement.Cluster;
import io.regionalfailover.placement.Scaled;
import io.regionalfailover.placement.Sighting;
import io.regionalfailover.placement.Stamp;
import io.regionalfailover.placement.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes room: looks at the workloads of a policy, raises what the decision wants raised, and stamps it with the epoch of the
 * plan that brings traffic. Touched by one turn at a time; clusters are asked outside of it, each workload by itself, so that a
 * dead API server delays nobody else.
 */
final class Placing {
    private static final Duration WHILE_WAITING = Duration.ofMillis(500);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);

    /** An instance that stands where traffic goes may not agree that it goes there: then it never stamps. */
    private static final Duration LONGEST_STAMPING = Duration.ofSeconds(10);

    private final LoopParts parts;
    private final ZoneView view;
    private final Peering peering;
    private final Consumer<Runnable> post;
    private final Lowering lowering;
    private final Map<CapacityKey, PlacedWorkload> workloads = new LinkedHashMap<>();
    private String owner = "";
    private long stampedEpoch;
    private Optional<Instant> unstampedSince = Optional.empty();

    /** @param post hands in a message for the next turn */
    Placing(LoopParts parts, ZoneView view, Peering peering, Consumer<Runnable> post) {
        this.parts = parts;
        this.view = view;
        this.peering = peering;
        this.post = post;
        lowering = new Lowering(parts, view, post);
    }

    /** These workloads are the policy's from now on; what is known of one that stays is kept. */
    void follow(PolicyModel model) {
        Map<CapacityKey, PlacedWorkload> before = new HashMap<>(workloads);
        workloads.clear();
        owner = model.publication().owner().hash();
        model.rules()
                .regions()
                .forEach(region -> model.placement().workloads().forEach((rule, workload) -> {
                    CapacityKey key = new CapacityKey(region.name(), rule);
                    PlacedWorkload known = before.get(key);
                    PlacedWorkload placed = known != null && known.workload.equals(workload)
                            ? known
                            : new PlacedWorkload(region.name(), workload);
                    placed.lookAgain(Instant.MIN);
                    workloads.put(key, placed);
                }));
        lowering.follow(model);
    }

    /** What the decision is told of the workloads. */
    Map<CapacityKey, Capacity> capacities() {
        Map<CapacityKey, Capacity> known = new HashMap<>();
        workloads.forEach((key, placed) -> peering.company()
                .room(key.region(), key.rule())
                .<Capacity>map(room -> new Capacity.Seen(room.desired(), room.ready()))
                .or(placed::capacity)
                .ifPresent(capacity -> known.put(key, capacity)));
        return known;
    }

    /** A workload that this instance saw when it looked last, in a cluster that it may ask. */
    Optional<Workload> seen(CapacityKey key) {
        return Optional.ofNullable(workloads.get(key))
                .filter(placed -> placed.seen().isPresent())
                .map(placed -> placed.workload);
    }

    /** What the peers are told of the workloads in this instance's own region. */
    List<RoomReport> rooms() {
        List<RoomReport> rooms = new ArrayList<>();
        workloads.forEach((key, placed) -> {
            if (key.region().equals(parts.vantagePoint())) {
                placed.seen()
                        .ifPresent(seen -> rooms.add(new RoomReport(
                                key.rule(),
                                seen.desired(),
                                seen.ready(),
                                seen.stamps().getOrDefault(owner, 0L))));
            }
        });
        return rooms;
    }

    /** Looks, raises and stamps, and takes back, as the decision says. */
    void act(Decision decision, PolicyModel model, Zone zone, Instant now) {
        Optional<Proposal> move = move(decision);
        Set<String> gaining = move.map(Proposal::to).orElse(Set.of());
        for (CapacityJudgement judged : decision.capacities()) {
            PlacedWorkload placed = workloads.get(judged.key());
            if (placed == null || placed.isBusy()) {
                continue;
            }
            boolean gains = gaining.contains(placed.region);
            if (peering.company().standsIn(placed.region)) {
                // The instance there scales it: it has decided the same, or will.
                if (!now.isBefore(placed.lookAt())) {
                    look(placed, model, gains);
                }
            } else if (judged.wanted().isPresent()
                    && lacks(placed, judged.wanted().getAsInt(), gains)) {
                long epoch = gains ? view.nextEpoch() : view.nextEpoch() - 1;
                raise(placed, model, judged.wanted().getAsInt(), epoch, gains);
            } else if (judged.mayLower()
                    && lowering.isDue(placed, judged.wanted().orElse(0), now)) {
                lowering.begin(placed, model, judged.wanted().orElse(0), zone);
            } else if (!now.isBefore(placed.lookAt())) {
                look(placed, model, gains);
            }
        }
    }

    /** The move that is to be written, now or when there is room. */
    private static Optional<Proposal> move(Decision decision) {
        boolean waits = decision.holds().stream().anyMatch(hold -> hold.reason() == Reason.AWAITING_CAPACITY);
        return waits ? decision.advice() : decision.proposal();
    }

    private boolean lacks(PlacedWorkload placed, int wanted, boolean gains) {
        return placed.seen().isPresent()
                && (placed.seen().get().desired() < wanted
                        || (gains && !isStamped(placed.seen().get())));
    }

    private boolean isStamped(Sighting.Seen seen) {
        return seen.stamps().getOrDefault(owner, 0L) >= view.nextEpoch();
    }

    /**
     * Whether a move may be written: where it brings traffic, the workloads bear its epoch, so that nobody who decided before
     * takes their room away. What cannot be reached cannot be taken away either, and the decision has judged that.
     */
    boolean isPrepared(Proposal move, Instant now) {
        boolean prepared = workloads.entrySet().stream()
                .filter(entry -> move.to().contains(entry.getKey().region()))
                .allMatch(entry -> isPrepared(entry.getKey(), entry.getValue()));
        if (prepared) {
            unstampedSince = Optional.empty();
            return true;
        }
        Instant since = unstampedSince.orElse(now);
        unstampedSince = Optional.of(since);
        boolean elsewhere = move.to().stream().anyMatch(peering.company()::standsIn);
        return elsewhere && !now.isBefore(since.plus(LONGEST_STAMPING));
    }

    private boolean isPrepared(CapacityKey key, PlacedWorkload placed) {
        if (peering.company().standsIn(placed.region)) {
            return peering.company()
                    .room(key.region(), key.rule())
                    .map(room -> room.epoch() >= view.nextEpoch())
                    .orElse(true);
        }
        return placed.seen().isEmpty() || isStamped(placed.seen().get());
    }

    private void look(PlacedWorkload placed, PolicyModel model, boolean hurried) {
        ask(placed, model, hurried, cluster -> new Report(cluster.look(placed.workload), Optional.empty()));
    }

    private void raise(PlacedWorkload placed, PolicyModel model, int atLeast, long epoch, boolean hurried) {
        Stamp stamp = new Stamp(owner, epoch);
        stampedEpoch = Math.max(stampedEpoch, epoch);
        ask(placed, model, hurried, cluster -> {
            Scaled scaled = cluster.raise(placed.workload, atLeast, stamp);
            return new Report(cluster.look(placed.workload), Optional.of(scaled));
        });
    }

    /** What came of asking a cluster. */
    private record Report(Sighting sighting, Optional<Scaled> scaled) {}

    /** A question to a cluster. */
    private interface Question {
        Report ask(Cluster cluster);
    }

    private void ask(PlacedWorkload placed, PolicyModel model, boolean hurried, Question question) {
        placed.begin();
        String denied = model.placement().denied().get(placed.region);
        parts.executor().execute(() -> {
            Access access = denied == null ? parts.workloads().to(placed.region) : new Access.Denied(true, denied);
            switch (access) {
                case Access.Reached(Cluster cluster) -> {
                    Report report = question.ask(cluster);
                    post.accept(() -> took(placed, report, hurried));
                }
                case Access.Elsewhere() -> post.accept(() -> unasked(placed, new Capacity.Elsewhere()));
                case Access.Denied(boolean lasting, String message) ->
                    post.accept(() -> unasked(placed, new Capacity.Unknown(lasting, message)));
            }
        });
    }

    private void took(PlacedWorkload placed, Report report, boolean hurried) {
        Instant now = parts.clock().instant();
        int before = placed.seen().map(Sighting.Seen::desired).orElse(Integer.MAX_VALUE);
        placed.saw(report.sighting());
        placed.seen()
                .map(seen -> seen.stamps().getOrDefault(owner, 0L))
                .filter(epoch -> epoch > stampedEpoch)
                .ifPresent(view::sawEpoch);
        report.scaled().ifPresent(scaled -> placed.wasScaled(scaled, before));
        boolean trouble = placed.seen().isEmpty();
        // What was refused is not asked for again and again while a move waits.
        Duration wait = trouble ? AFTER_TROUBLE : hurried ? WHILE_WAITING : parts.resync();
        placed.lookAgain(now.plus(wait.compareTo(parts.resync()) < 0 ? wait : parts.resync()));
    }

    private void unasked(PlacedWorkload placed, Capacity known) {
        placed.is(known);
        placed.lookAgain(parts.clock().instant().plus(AFTER_TROUBLE));
    }

    /** When something is to be looked at again, or taken back. */
    Optional<Instant> nextAt() {
        Instant next = Instant.MAX;
        Instant now = parts.clock().instant();
        for (PlacedWorkload placed : workloads.values()) {
            if (!placed.isBusy() && placed.lookAt().isBefore(next)) {
                next = placed.lookAt();
            }
            if (placed.lowerAt().isAfter(now) && placed.lowerAt().isBefore(next)) {
                next = placed.lowerAt();
            }
        }
        Instant stamping = unstampedSince
                .map(since -> since.plus(LONGEST_STAMPING))
                .filter(end -> end.isAfter(now))
                .orElse(Instant.MAX);
        next = stamping.isBefore(next) ? stamping : next;
        Instant due = lowering.dueAt().orElse(Instant.MAX);
        next = due.isBefore(next) ? due : next;
        return next.equals(Instant.MAX) ? Optional.empty() : Optional.of(next);
    }
}
