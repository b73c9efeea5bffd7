package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.CheckKey;
import io.regionalfailover.decision.CheckRule;
import io.regionalfailover.decision.Decider;
import io.regionalfailover.decision.Decision;
import io.regionalfailover.decision.Facts;
import io.regionalfailover.decision.FailbackRule;
import io.regionalfailover.decision.FailoverRule;
import io.regionalfailover.decision.Memory;
import io.regionalfailover.decision.Mode;
import io.regionalfailover.decision.Observation;
import io.regionalfailover.decision.Past;
import io.regionalfailover.decision.PolicyRules;
import io.regionalfailover.decision.Published;
import io.regionalfailover.decision.Quorum;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.decision.RegionJudgement;
import io.regionalfailover.decision.RegionRule;
import io.regionalfailover.decision.VantagePoints;
import io.regionalfailover.operator.translation.RegionModel;
import io.regionalfailover.operator.translation.ScopedProbe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One Region's loop: its own checks, judged as every policy in it judges them, for the Region's status. Moves nothing; the
 * probes are the ones that the policies in the region follow.
 */
public final class RegionLoop {
    private final LoopParts parts;
    private final Mailbox mailbox;
    private final Probing probing;
    private final Consumer<RegionJudgement> changed;
    private Optional<RegionModel> model = Optional.empty();
    private Optional<RegionJudgement> told = Optional.empty();
    private Memory memory = Memory.EMPTY;

    /** @param changed is told of every judgement that differs from the one before */
    public RegionLoop(LoopParts parts, Consumer<RegionJudgement> changed) {
        this.parts = parts;
        this.changed = changed;
        mailbox = new Mailbox(parts.executor(), this::turn, parts.fault());
        probing =
                new Probing(parts.prober(), (check, probe, seen, free) -> mailbox.post(() -> note(check, probe, seen)));
    }

    private void note(CheckKey check, ScopedProbe probe, Observation seen) {
        probing.note(check, probe, seen);
    }

    /** Follows the checks of this spec from now on. */
    public void accept(RegionModel next) {
        mailbox.post(() -> {
            model = Optional.of(next);
            probing.follow(next.probes());
        });
    }

    /** Ends the loop. */
    public void close() {
        mailbox.post(() -> {
            model = Optional.empty();
            probing.stop();
        });
    }

    private void turn() {
        if (model.isEmpty() || model.get().checks().isEmpty()) {
            return;
        }
        Decision decision = Decider.decide(facts(model.get()));
        memory = decision.memory();
        RegionJudgement judgement = decision.regions().getFirst();
        if (told.filter(judgement::equals).isEmpty()) {
            told = Optional.of(judgement);
            changed.accept(judgement);
        }
    }

    /** No other region is compared with: whether a cause is common is for each policy to say. */
    private Facts facts(RegionModel region) {
        Instant now = parts.clock().instant();
        List<CheckRule> checks = region.checks().stream()
                .map(check -> new CheckRule(
                        check.name(),
                        check.severity(),
                        false,
                        check.failureThreshold(),
                        check.successThreshold(),
                        check.interval(),
                        check.timeout(),
                        check.onlyFrom()))
                .toList();
        PolicyRules rules = new PolicyRules(
                "",
                region.name(),
                "",
                false,
                Mode.AUTOMATIC,
                List.of(new RegionRule(region.name(), 1, checks)),
                new FailoverRule(Quorum.MAJORITY, List.of(100), Duration.ZERO, Duration.ZERO, 1),
                new FailbackRule(false, Duration.ZERO, List.of(100), Duration.ZERO));
        return new Facts(
                now,
                rules,
                new VantagePoints(1, List.of(new VantagePoints.View(parts.vantagePoint(), probing.observations()))),
                new Published.Unread(Reason.DRY_RUN, "nothing is published for a region"),
                new Past(Optional.empty(), Optional.empty(), now),
                List.of(),
                false,
                Optional.empty(),
                parts.velocity().seenBy("", now),
                false,
                false,
                Map.of(),
                memory);
    }
}
