package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.dns.Reading;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.operator.policy.WorkloadAccess.Access;
import io.regionalfailover.operator.translation.PolicyModel;
import io.regionalfailover.placement.Cluster;
import io.regionalfailover.placement.Scaled;
import io.regionalfailover.placement.Sighting;
import io.regionalfailover.placement.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes room back where traffic has left, and only there.
 *
 * <ol>
 *   <li>The plan was seen at every authoritative server, and since then, or since this process started, the largest TTL has
 *       passed: nobody who asked before is still sent there.
 *   <li>The workload is read. A stamp of a newer plan, or of another policy, ends it.
 *   <li>The fence is read again, after the workload: it must still be the plan that was decided on.
 *   <li>The write carries the version of the workload that was read, so that a stamp in between makes it fail.
 * </ol>
 */
final class Lowering {
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);

    private final LoopParts parts;
    private final ZoneView view;
    private final Consumer<Runnable> post;
    private final Instant startedAt;
    private long largestTtlSeconds;
    private boolean wanted;

    Lowering(LoopParts parts, ZoneView view, Consumer<Runnable> post) {
        this.parts = parts;
        this.view = view;
        this.post = post;
        startedAt = parts.clock().instant();
    }

    /** A spec may have shortened its TTLs: answers with the longer ones are still out there. */
    void follow(PolicyModel model) {
        largestTtlSeconds = Math.max(largestTtlSeconds, model.publication().largestTtlSeconds());
        wanted = model.rules().capacityRules().stream().anyMatch(rule -> rule.lowers());
    }

    /** Whether replicas are to be taken back now. */
    boolean isDue(PlacedWorkload placed, int to, Instant now) {
        boolean tooMany = placed.seen().filter(seen -> seen.desired() > to).isPresent();
        boolean ours = isIdle(placed.region) || placed.isAsRaised();
        return tooMany
                && ours
                && !now.isBefore(placed.lowerAt())
                && forgottenAt().filter(at -> !now.isBefore(at)).isPresent();
    }

    private boolean isIdle(String region) {
        return view.reading().orElse(null) instanceof Reading.Owned owned
                && owned.plan().weights().of(region) == 0;
    }

    /** When the last answer that was given before the plan is forgotten everywhere. */
    private Optional<Instant> forgottenAt() {
        return view.progress()
                .flatMap(PlanProgress::observedAt)
                .map(seen -> seen.isBefore(startedAt) ? startedAt : seen)
                .map(since -> since.plusSeconds(largestTtlSeconds));
    }

    /** When replicas may be taken back, while that lies ahead. */
    Optional<Instant> dueAt() {
        Instant now = parts.clock().instant();
        return wanted ? forgottenAt().filter(at -> at.isAfter(now)) : Optional.empty();
    }

    void begin(PlacedWorkload placed, PolicyModel model, int to, Zone zone) {
        if (!(view.reading().orElse(null) instanceof Reading.Owned owned)) {
            return;
        }
        placed.begin();
        Plan decidedOn = owned.plan();
        parts.executor().execute(() -> {
            Access access = parts.workloads().to(placed.region);
            if (access instanceof Access.Reached(Cluster cluster)) {
                lower(cluster, placed, model, to, zone, decidedOn);
            } else {
                refused(placed);
            }
        });
    }

    private void lower(Cluster cluster, PlacedWorkload placed, PolicyModel model, int to, Zone zone, Plan decidedOn) {
        if (!(cluster.look(placed.workload) instanceof Sighting.Seen seen)) {
            refused(placed);
            return;
        }
        var unused = zone.read(model.publication()).thenAccept(reading -> {
            boolean same = reading instanceof Reading.Owned owned
                    && owned.plan().nonce().equals(decidedOn.nonce())
                    && !owned.drifted();
            if (!same) {
                refused(placed);
                return;
            }
            Stamp stamp = new Stamp(model.publication().owner().hash(), decidedOn.epoch());
            Scaled scaled = cluster.lower(placed.workload, to, stamp, seen);
            Sighting after = cluster.look(placed.workload);
            post.accept(() -> {
                placed.saw(after);
                if (!(scaled instanceof Scaled.Done)) {
                    placed.lowerNotBefore(parts.clock().instant().plus(AFTER_REFUSAL));
                }
            });
        });
    }

    private void refused(PlacedWorkload placed) {
        post.accept(() -> {
            placed.end();
            placed.lookAgain(Instant.MIN);
            placed.lowerNotBefore(parts.clock().instant().plus(AFTER_REFUSAL));
        });
    }
}
