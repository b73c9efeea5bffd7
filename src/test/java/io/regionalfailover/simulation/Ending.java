package io.regionalfailover.simulation;

import io.regionalfailover.decision.RegionRule;
import io.regionalfailover.dns.Fence;
import io.regionalfailover.dns.Interpreter;
import io.regionalfailover.dns.NameSets;
import io.regionalfailover.dns.Reading;
import io.regionalfailover.operator.policy.PolicySnapshot;
import io.regionalfailover.operator.report.StatusReport;
import io.regionalfailover.operator.translation.PolicyModel;
import io.regionalfailover.operator.translation.Translation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What has to come true once faults have stopped, in bounded time and without a person: the right weights (I11), a zone that
 * is as the plan says (I6), and reports that say so (I12). Afterwards nothing is written any more.
 */
final class Ending {
    private static final Duration LOOK = Duration.ofSeconds(15);
    /** Names that a spec no longer has are let go once what took their place was seen. */
    private static final Duration CLEANS_UP = Duration.ofSeconds(45);

    private static final Duration STAYS_QUIET = Duration.ofSeconds(75);
    private static final Duration LONGEST_STABLE = Duration.ofHours(1);
    /** Everybody reads the zone back, a change is served, and each waits out the longest back-off. */
    private static final Duration SLACK = Duration.ofMinutes(6);

    private final Simulation simulation;

    Ending(Simulation simulation) {
        this.simulation = simulation;
    }

    void run() {
        Duration now = simulation.scenario().faultsEnd();
        Duration deadline = now.plus(bound());
        Optional<Wrong> wrong = wrong();
        Duration right = now;
        // Right for long enough that names which a spec no longer has were let go, and no sequence goes on.
        while (now.compareTo(wrong.isPresent() ? deadline : right.plus(CLEANS_UP)) < 0 && !simulation.isBroken()) {
            now = now.plus(LOOK);
            simulation.runUntil(now);
            wrong = wrong();
            right = wrong.isPresent() ? now : right;
        }
        if (wrong.isPresent()) {
            simulation.broken(
                    wrong.get().invariant(),
                    "long after the last fault, " + wrong.get().sentence());
            return;
        }
        List<Picture> settled = pictures();
        simulation.runUntil(now.plus(STAYS_QUIET));
        if (!pictures().equals(settled)) {
            simulation.broken("I11", "the zone is changed again though all was as it should be");
        }
    }

    private List<Picture> pictures() {
        List<Picture> pictures = new ArrayList<>();
        for (int policy = 0; policy < simulation.scenario().policies(); policy++) {
            pictures.add(Picture.of(policy, simulation.zone().current()));
        }
        return pictures;
    }

    private record Wrong(String invariant, String sentence) {}

    /** The longest that a region has to be healthy for, then the way back, step by step. */
    private Duration bound() {
        Shop shop = simulation.scenario().shop();
        Duration stable = shop.stableFor();
        for (int policy = 0; policy < simulation.scenario().policies(); policy++) {
            int relapses = Picture.of(policy, simulation.zone().current())
                    .fence()
                    .map(fence -> fence.relapses())
                    .orElse(0);
            // One more relapse may still be counted.
            Duration doubled = shop.stableFor().multipliedBy(1L << Math.min(relapses + 1, 10));
            stable = doubled.compareTo(stable) > 0 ? doubled : stable;
        }
        stable = stable.compareTo(LONGEST_STABLE) > 0 ? LONGEST_STABLE : stable;
        return stable.plus(shop.cooldown().multipliedBy(3)).plus(SLACK);
    }

    private Optional<Wrong> wrong() {
        for (int policy = 0; policy < simulation.scenario().policies(); policy++) {
            for (Instance instance : simulation.instances()) {
                Optional<Wrong> found = wrong(policy, instance);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Wrong> wrong(int policy, Instance instance) {
        if (!(simulation.scenario().shop().translated(policy, instance.variant(policy))
                instanceof Translation.Accepted(PolicyModel model))) {
            return Optional.empty();
        }
        // Who lost his status, and the fence, knows nothing of a name that his spec no longer has.
        Picture picture =
                Picture.of(model.publication().names(), simulation.zone().current());
        Optional<String> weights = wrongWeights(picture, model.rules().regions());
        if (weights.isPresent()) {
            return Optional.of(new Wrong("I11", Shop.key(policy) + ": " + weights.get()));
        }
        boolean returning = picture.fence()
                .filter(fence -> fence.progress() instanceof Fence.Progress.Returning)
                .isPresent();
        if (returning) {
            return Optional.of(new Wrong("I11", Shop.key(policy) + " is still on its way: " + picture.planned()));
        }
        boolean rolledOut = picture.fence()
                .filter(fence -> fence.specHash().equals(model.publication().specHash()))
                .isPresent();
        if (!rolledOut) {
            return Optional.of(new Wrong("I11", "the newest spec of " + Shop.key(policy) + " is not published"));
        }
        NameSets sets = new NameSets(simulation.zone().current());
        Reading reading = Interpreter.interpret(model.publication(), sets);
        if (!(reading instanceof Reading.Owned owned) || owned.drifted()) {
            return Optional.of(new Wrong("I6", Shop.key(policy) + " is not mended: " + reading));
        }
        return wrongReport(policy, instance, picture);
    }

    private static Optional<Wrong> none() {
        return Optional.empty();
    }

    private Optional<Wrong> wrongReport(int policy, Instance instance, Picture picture) {
        PolicySnapshot snapshot = instance.newest(policy).orElse(null);
        if (snapshot == null) {
            return Optional.of(new Wrong("I12", instance.name() + " reports nothing"));
        }
        boolean same = snapshot.reading().orElse(null) instanceof Reading.Owned owned
                && owned.plan().nonce().equals(picture.nonce());
        String serving = StatusReport.of(snapshot, null).serving();
        boolean observed = snapshot.progress()
                .filter(progress -> progress.nonce().equals(picture.nonce())
                        && progress.observedAt().isPresent())
                .isPresent();
        return same && observed
                ? none()
                : Optional.of(new Wrong(
                        "I12",
                        instance.name() + " reports " + serving + (observed ? "" : ", not observed") + " where "
                                + picture.planned() + " is published"));
    }

    private Optional<String> wrongWeights(Picture picture, List<RegionRule> regions) {
        int steady = 0;
        boolean anyWorks = false;
        for (RegionRule region : regions) {
            boolean works = simulation.landscape().works(region.name());
            steady += works ? region.weight() : 0;
            anyWorks |= works;
        }
        if (picture.sum() == 0) {
            return Optional.of("nothing is published");
        }
        if (!anyWorks) {
            return Optional.empty();
        }
        boolean allWork =
                regions.stream().allMatch(region -> simulation.landscape().works(region.name()));
        double most = allWork ? 1e-9 : 1.01 / Math.min(picture.sum(), 100);
        for (RegionRule region : regions) {
            boolean works = simulation.landscape().works(region.name());
            double wanted = works && steady > 0 ? region.weight() / (double) steady : 0;
            boolean right = steady > 0
                    ? Math.abs(picture.share(region.name()) - wanted) <= most
                    : works || picture.share(region.name()) == 0;
            if (!right) {
                return Optional.of("weights are " + picture.planned() + ", wanted of " + region.name() + " are "
                        + Math.round(100 * wanted) + "%");
            }
        }
        return Optional.empty();
    }
}
