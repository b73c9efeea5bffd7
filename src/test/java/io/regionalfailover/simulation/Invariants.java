package io.regionalfailover.simulation;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.Fence;
import io.regionalfailover.dns.Owner;
import io.regionalfailover.dns.Reading;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.operator.policy.PolicySnapshot;
import io.regionalfailover.simulation.engine.SimulatedZone;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must never be broken, each judged by the simulation's own eyes and its own reading of the zone.
 *
 * <p>I1, I2 and I9 are checked at every change that a process sends or the provider applies; I3, I4, I5, I7 and I8 at every
 * change of planned weights, against what the writer's own probes saw; I10 and I12 at every report. I6 and I11 can only be
 * seen in the end: see {@link Ending}. What people do by hand is theirs: the first change after it is compared with what they
 * left.
 */
final class Invariants {
    static final long SECOND = 1_000_000_000L;
    /** Between a decision and its change lie a few turns, and the way to the provider. */
    static final long MOMENT = 10 * SECOND;

    private static final long AN_ATTEMPT = Shop.INTERVAL.toNanos() + Shop.TIMEOUT.toNanos();
    private static final long SIGNAL_LASTS = 3 * AN_ATTEMPT;

    private final Simulation simulation;
    private final int policies;
    private final Map<DnsName, Set<List<RecordSet>>> standing = new HashMap<>();
    private final Map<Integer, Long> lastEvacuation = new HashMap<>();
    private final Map<Integer, Long> lastReturn = new HashMap<>();
    private final Velocity velocity = new Velocity(this::broken);
    private final Map<WatchedRun, Map<Integer, Seen>> seen = new HashMap<>();
    private final Map<DnsName, String> ownedBy = new HashMap<>();

    private record Seen(Reading reading, String observedNonce) {}

    Invariants(Simulation simulation) {
        this.simulation = simulation;
        policies = simulation.scenario().policies();
        for (int policy = 0; policy < policies; policy++) {
            String owner = Owner.of("fleet", "shop", "shop" + policy).hash();
            Shop.names(policy).forEach(name -> ownedBy.put(name, owner));
        }
    }

    private void broken(String invariant, String sentence) {
        simulation.broken(invariant, sentence);
    }

    /** A batch leaves a process. */
    void sent(String by, List<Change> batch) {
        for (Change change : batch) {
            touchesOnlyItsOwn(by, change.set());
        }
    }

    /** The zone changed. */
    void applied(Step step) {
        for (int policy = 0; policy < policies; policy++) {
            Picture before = Picture.of(policy, step.before());
            Picture after = Picture.of(policy, step.after());
            after.own()
                    .forEach((name, own) -> standing.computeIfAbsent(name, first -> new HashSet<>())
                            .add(own));
            if (step.by().isSomebody() && !before.planned().equals(after.planned())) {
                // They undo what health did; who gives traffic back after that need not have seen it.
                lastReturn.remove(policy);
            }
            if (before.own().equals(after.own()) || step.by().isSomebody()) {
                continue;
            }
            neverEmpty(policy, step, after);
            overwritesOnlyWhatItRead(policy, step, before);
            leavesForeignSetsAlone(policy, step, before, after);
            Collection<DnsName> names = simulation.names(policy, step.by().instance());
            Move move = Move.of(
                    policy,
                    step,
                    Picture.of(names, step.before()),
                    Picture.of(names, step.after()),
                    simulation.eyes(step.by()),
                    simulation.regions(policy, step.by().instance()));
            if (!move.isNone() && !move.repairs()) {
                moved(move);
            }
        }
    }

    private void moved(Move move) {
        simulation.trace().note(() -> "   " + move.text());
        if (move.step().isLate()) {
            // Who sent it can call it back only if the provider takes anything at all from him meanwhile.
            lastEvacuation.remove(move.policy());
            return;
        }
        givesNothingToTheUnhealthy(move);
        if (move.rollsOut()) {
            return;
        }
        changesNothingBeforeItHasLooked(move);
        changesNothingWithoutSignal(move);
        if (move.leavesFailing() || leavesRemoved(move)) {
            movesOnlyToWhoWasSeenWell(move);
            leavesNobodyWhomMostSeeWell(move);
            velocity.movesOutOfFewRegions(move, region -> isRemoved(move, region));
            lastEvacuation.put(move.policy(), move.step().atNanos());
        } else {
            returnsOnlyAfterCooldownAndStability(move);
            lastReturn.put(move.policy(), move.step().atNanos());
        }
    }

    private boolean leavesRemoved(Move move) {
        return move.losing().stream().anyMatch(region -> isRemoved(move, region));
    }

    private boolean isRemoved(Move move, String region) {
        return !simulation.regions(move.policy(), move.step().by().instance()).contains(region);
    }

    /** I1: no answer set becomes empty, no weight sum becomes 0. */
    private void neverEmpty(int policy, Step step, Picture after) {
        Map<DnsName, Integer> sums = new HashMap<>();
        after.own()
                .forEach((name, own) -> own.forEach(set -> {
                    if (set.weight().isPresent()) {
                        sums.merge(name, set.weight().getAsInt(), Integer::sum);
                    }
                }));
        for (DnsName name : Shop.names(policy)) {
            boolean touched =
                    step.batch().stream().anyMatch(change -> change.set().name().equals(name));
            boolean answered = Picture.of(policy, step.before()).own().getOrDefault(name, List.of()).stream()
                    .anyMatch(set -> set.weight().isPresent());
            if (touched && (answered || after.own().containsKey(name)) && sums.getOrDefault(name, 0) == 0) {
                broken("I1", name + " is left without an answer by " + step.by().name());
            }
        }
    }

    /** I2: a plan never overwrites one that it has not read. */
    private void overwritesOnlyWhatItRead(int policy, Step step, Picture before) {
        for (DnsName name : Shop.names(policy)) {
            boolean touched = step.batch().stream()
                    .anyMatch(change -> change.set().name().equals(name)
                            || change.set().name().equals(name.fence()));
            List<RecordSet> overwritten = before.own().getOrDefault(name, List.of());
            if (touched && !step.by().hadSeen(overwritten, step.sentNanos())) {
                broken(
                        "I2",
                        step.by().name() + " overwrites what it has not read at " + name + ": epoch "
                                + before.fence().map(fence -> fence.epoch()).orElse(0L));
            }
        }
    }

    /** I3: loss of signal changes nothing; so does a signal that is old. */
    private void changesNothingWithoutSignal(Move move) {
        for (String region : involved(move)) {
            long newest = Long.MIN_VALUE / 2;
            for (Eyes eyes : move.eyes()) {
                newest = Math.max(newest, eyes.newestOf(region));
            }
            if (newest < move.step().atNanos() - SIGNAL_LASTS) {
                broken("I3", move.text() + " though nobody has looked at " + region + " for " + ago(move, newest));
            }
        }
    }

    private Set<String> involved(Move move) {
        Set<String> involved = new HashSet<>(move.gaining());
        involved.addAll(move.losing());
        involved.retainAll(simulation.regions(move.policy(), move.step().by().instance()));
        return involved;
    }

    /** I3: a failure moves traffic only towards somebody who was seen well since. */
    private void movesOnlyToWhoWasSeenWell(Move move) {
        for (String to : move.gaining()) {
            boolean seenWell = move.losing().stream().noneMatch(move::failed);
            for (String from : move.losing()) {
                seenWell |= move.failed(from) && move.eyes().stream().anyMatch(eyes -> eyes.sawWellSince(from, to));
            }
            if (!seenWell) {
                broken("I3", move.text() + " though " + to + " was not seen well since the failure began");
            }
        }
    }

    /** I3: a region that most see well is not left because of its health. */
    private void leavesNobodyWhomMostSeeWell(Move move) {
        for (String from : move.losing()) {
            long well = move.eyes().stream()
                    .filter(eyes -> eyes.passingSince(from) < move.step().atNanos() - MOMENT)
                    .count();
            if (move.failed(from)
                    && !isRemoved(move, from)
                    && 2 * well > simulation.instances().size()) {
                broken("I3", move.text() + " though " + well + " instances see " + from + " well");
            }
        }
    }

    /** I4: a process that starts changes no weight before it has looked. */
    private void changesNothingBeforeItHasLooked(Move move) {
        for (String region : involved(move)) {
            int attempts = 0;
            for (Eyes eyes : move.eyes()) {
                attempts = Math.max(attempts, eyes.attemptsAt(region));
            }
            if (attempts < Shop.THRESHOLD) {
                broken("I4", move.text() + " after " + attempts + " attempts at " + region + " only");
            }
        }
    }

    /** I5: a region that all see unhealthy gets no larger share than it has. */
    private void givesNothingToTheUnhealthy(Move move) {
        for (String region : move.gaining()) {
            long since = Long.MIN_VALUE;
            for (Eyes eyes : move.eyes()) {
                since = Math.max(since, eyes.failingSince(region));
            }
            if (since > Long.MIN_VALUE && since < move.step().atNanos() - MOMENT) {
                broken("I5", move.text() + " though " + region + " is unhealthy for " + ago(move, since));
            }
        }
    }

    /** I7: health returns traffic only after cooldown and stableFor, and at most once per cooldown. */
    private void returnsOnlyAfterCooldownAndStability(Move move) {
        Shop shop = simulation.scenario().shop();
        long now = move.step().atNanos();
        int relapses = move.before().fence().map(fence -> fence.relapses()).orElse(0);
        long stableFor = Math.min(3_600 * SECOND, shop.stableFor().toNanos() << Math.min(relapses, 12));
        // Others' third success may have come an attempt before that of those who are left.
        int instances = simulation.instances().size();
        long earlier = instances > 1 ? AN_ATTEMPT : 0;
        for (String region : move.gaining()) {
            long since = Long.MAX_VALUE;
            for (Eyes eyes : move.eyes()) {
                since = Math.min(since, eyes.passingSince(region));
            }
            // A verdict may be of those who are gone, or see nothing now. Then the world is asked.
            boolean wellAllTheTime =
                    instances > 1 && simulation.landscape().wellSince(region, instances) <= now - stableFor;
            if (since > now - stableFor + earlier && !wellAllTheTime) {
                broken(
                        "I7",
                        move.text() + " though " + region + " is healthy only for "
                                + (since > now ? "0 s" : ago(move, since)) + ", " + stableFor / SECOND
                                + " s are asked for");
            }
        }
        long cooldown = shop.cooldown().toNanos();
        long evacuation = lastEvacuation.getOrDefault(move.policy(), Long.MIN_VALUE);
        if (evacuation > now - cooldown) {
            broken("I7", move.text() + " " + ago(move, evacuation) + " after a shift, within its cooldown");
        }
        boolean goesOn = move.before()
                .fence()
                .filter(fence -> fence.progress() instanceof Fence.Progress.Returning)
                .isPresent();
        long before = lastReturn.getOrDefault(move.policy(), Long.MIN_VALUE);
        if (!goesOn && before > now - cooldown) {
            broken("I7", move.text() + " " + ago(move, before) + " after another return, within the cooldown");
        }
    }

    /** I9: nothing is touched that does not bear the policy's mark. */
    private void touchesOnlyItsOwn(String by, RecordSet set) {
        String owner = ownedBy.get(set.name());
        boolean own = owner != null
                ? set.setIdentifier().orElse("").startsWith("rfo:" + owner + ":")
                : set.type().equals("TXT")
                        && (Step.isReserved(set.name())
                                || ownedBy.keySet().stream()
                                        .anyMatch(name -> name.fence().equals(set.name())));
        if (!own) {
            broken(
                    "I9",
                    by + " touches " + set.name() + " " + set.type() + " "
                            + set.setIdentifier().orElse(""));
        }
    }

    /** I9: record sets that are not ours stay as they are. */
    private void leavesForeignSetsAlone(int policy, Step step, Picture before, Picture after) {
        if (!before.foreign().equals(after.foreign())) {
            broken("I9", step.by().name() + " changes foreign sets of " + Shop.key(policy) + ": " + before.foreign());
        }
    }

    /** A process reports. */
    void reported(WatchedRun run, int policy, PolicySnapshot snapshot) {
        snapshot.refusal()
                .filter(refusal -> refusal.message().isBlank())
                .ifPresent(silent -> broken(
                        "I10", run.writer().name() + " refuses a spec of " + Shop.key(policy) + " without saying why"));
        Reading reading = snapshot.reading().orElse(null);
        String observed = snapshot.progress()
                .filter(progress -> progress.observedAt().isPresent())
                .map(progress -> progress.nonce())
                .orElse("");
        Seen last = seen.computeIfAbsent(run, first -> new HashMap<>()).get(policy);
        if (reading instanceof Reading.Owned owned && (last == null || last.reading() != reading)) {
            reportsWhatStood(run, policy, owned);
        }
        if (!observed.isEmpty() && (last == null || !last.observedNonce().equals(observed))) {
            observedWhatIsServed(run, policy, observed);
        }
        if (reading != null
                && (last == null
                        || last.reading() != reading
                        || !last.observedNonce().equals(observed))) {
            seen.getOrDefault(run, new HashMap<>()).put(policy, new Seen(reading, observed));
        }
    }

    /** I12: what is reported of the zone stood there. */
    private void reportsWhatStood(WatchedRun run, int policy, Reading.Owned owned) {
        for (DnsName name : Shop.names(policy)) {
            List<RecordSet> own = Picture.own(name, owned.sets().byName());
            if (!own.isEmpty() && !standing.getOrDefault(name, Set.of()).contains(own)) {
                broken("I12", run.writer().name() + " reports of " + name + " what never stood there: " + own);
            }
        }
    }

    /** I12: a plan that is reported as observed is, or was, served by every server. */
    private void observedWhatIsServed(WatchedRun run, int policy, String nonce) {
        for (int server = 0; server < SimulatedZone.SERVERS.size(); server++) {
            if (!simulation.zone().hasServed(server, Shop.names(policy), nonce)) {
                broken(
                        "I12",
                        run.writer().name() + " reports a plan of " + Shop.key(policy) + " as observed that "
                                + SimulatedZone.SERVERS.get(server).getHostString() + " has not served");
            }
        }
    }

    private static String ago(Move move, long nanos) {
        return Math.max(0, move.step().atNanos() - nanos) / SECOND + " s";
    }
}
