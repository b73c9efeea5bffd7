package io.regionalfailover.dns;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.dns.Change.Action;
import io.regionalfailover.dns.Found.OwnFence;
import io.regionalfailover.dns.Found.OwnSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Turns a plan, and what it replaces, into one atomic step: first every fence and every own record set of the names is
 * deleted just as it was read, then the next fences and all sets in full are created, also those that stay the same. So the
 * batch asserts every value that was believed in, and whoever wrote in between fences it out.
 */
public final class ChangePlanner {
    private ChangePlanner() {}

    /** What planning came to. */
    public sealed interface Planned {
        /** @param changes to be sent */
        record Ready(ChangeSet changes) implements Planned {}

        /** There is nothing to change. */
        record Nothing() implements Planned {}

        /** @param message why it cannot be done, and what is allowed */
        record Impossible(String message) implements Planned {}
    }

    /** The step that carries out a request. */
    static Planned of(WriteRequest request, DnsProvider.Limits limits) {
        return request.keepsValues()
                ? move(request.publication(), request.plan(), request.basis(), limits)
                : publish(request.publication(), request.plan(), request.basis(), limits);
    }

    /**
     * The step that publishes a plan.
     *
     * @param basis what was read and is replaced
     */
    public static Planned publish(Publication publication, Plan next, Reading basis, DnsProvider.Limits limits) {
        return onWhatWasRead(basis, sets -> publish(publication, next, sets, limits));
    }

    /**
     * The step that changes weights and leaves all else of the record sets as it was found, for a plan of a spec that is not
     * the publication's own.
     *
     * @param basis what was read and is replaced
     */
    public static Planned move(Publication publication, Plan next, Reading basis, DnsProvider.Limits limits) {
        return onWhatWasRead(basis, sets -> move(publication, next, sets, limits));
    }

    private static Planned onWhatWasRead(Reading basis, Function<NameSets, Planned> step) {
        return switch (basis) {
            case Reading.Free(NameSets sets) -> step.apply(sets);
            case Reading.Owned owned -> step.apply(owned.sets());
            case Reading.Conflict(DnsName ignored, String message) -> new Planned.Impossible(message);
            case Reading.Failed(Failure ignored, String message) ->
                new Planned.Impossible("A plan never overwrites what it has not read: " + message);
        };
    }

    /** The step that ends a policy's hold on the publication's names; what is not its own stays untouched. */
    public static Planned release(Publication publication, NameSets basis, boolean deleteRecords) {
        Found found = Found.of(publication.owner(), publication.names(), basis);
        List<Change> changes = deletions(deleteRecords ? found : new Found(found.fences(), List.of()));
        if (changes.isEmpty()) {
            return new Planned.Nothing();
        }
        ChangeSet.Intent intent = deleteRecords ? ChangeSet.Intent.RELEASE_RECORDS : ChangeSet.Intent.RELEASE_FENCES;
        return new Planned.Ready(new ChangeSet(publication.owner(), intent, "", publication.names(), changes));
    }

    private static Planned move(Publication publication, Plan next, NameSets basis, DnsProvider.Limits limits) {
        Found found = Found.of(publication.owner(), publication.names(), basis);
        Optional<String> inTheWay =
                inTheWay(publication, next, basis, found).or(() -> WeightsOnly.impossible(publication, next, found));
        if (inTheWay.isPresent()) {
            return new Planned.Impossible(inTheWay.get());
        }
        Set<DnsName> names = WeightsOnly.names(found);
        Found touched = Found.of(publication.owner(), names, basis);
        List<Change> changes = deletions(touched);
        try {
            Fence fence = Layout.fence(publication.owner(), next, WeightsOnly.regions(publication, found));
            names.forEach(name -> changes.add(create(FenceCodec.toSet(name, fence))));
        } catch (IllegalArgumentException e) {
            return cannot(e);
        }
        WeightsOnly.sets(publication, next, touched).forEach(set -> changes.add(create(set)));
        return sized(new ChangeSet(publication.owner(), ChangeSet.Intent.MOVE, next.nonce(), names, changes), limits);
    }

    private static Planned publish(Publication publication, Plan next, NameSets basis, DnsProvider.Limits limits) {
        Found found = Found.of(publication.owner(), publication.names(), basis);
        Optional<String> inTheWay = inTheWay(publication, next, basis, found);
        if (inTheWay.isPresent()) {
            return new Planned.Impossible(inTheWay.get());
        }
        List<Change> changes = deletions(found);
        List<RecordSet> adopted = Foreigners.adoptable(publication, basis);
        adopted.forEach(set -> changes.add(new Change(Action.DELETE, set)));
        try {
            Fence fence = Layout.fence(publication, next);
            publication.names().forEach(name -> changes.add(create(FenceCodec.toSet(name, fence))));
            Layout.sets(publication, next, found).forEach(set -> changes.add(create(set)));
        } catch (IllegalArgumentException e) {
            return cannot(e);
        }
        return sized(
                new ChangeSet(
                        publication.owner(),
                        ChangeSet.Intent.PUBLISH,
                        next.nonce(),
                        publication.names(),
                        changes,
                        !adopted.isEmpty()),
                limits);
    }

    /** Why no plan at all, or not this one, may take the place of what was read. */
    private static Optional<String> inTheWay(Publication publication, Plan next, NameSets basis, Found found) {
        Optional<Reading.Conflict> conflict = Foreigners.inTheWay(publication, basis);
        if (conflict.isPresent()) {
            return conflict.map(Reading.Conflict::message);
        }
        long seen = Interpreter.newest(found).map(Fence::epoch).orElse(0L);
        return next.epoch() > seen
                ? Optional.empty()
                : Optional.of("The plan's epoch " + next.epoch() + " must be above " + seen
                        + ", the highest seen in the zone.");
    }

    private static Planned cannot(IllegalArgumentException why) {
        return new Planned.Impossible("The plan cannot be published: " + why.getMessage() + ".");
    }

    private static Planned sized(ChangeSet changes, DnsProvider.Limits limits) {
        return BatchSize.tooLarge(changes.changes(), limits)
                .<Planned>map(Planned.Impossible::new)
                .orElseGet(() -> new Planned.Ready(changes));
    }

    /**
     * The step that removes the types which names that stay no longer have. Fences and all other own sets of those names are
     * deleted and created again just as they were read, so that it does not take anybody else's change back.
     */
    public static Planned dropTypes(Publication publication, NameSets basis) {
        Found all = Found.of(publication.owner(), publication.names(), basis);
        List<OwnSet> dropped = Layout.leftovers(publication, all);
        if (dropped.isEmpty()) {
            return new Planned.Nothing();
        }
        Set<DnsName> names = new LinkedHashSet<>();
        dropped.forEach(own -> names.add(own.set().name()));
        Found touched = Found.of(publication.owner(), names, basis);
        List<Change> changes = deletions(touched);
        touched.fences().forEach(fence -> changes.add(create(fence.set())));
        touched.sets().stream().filter(own -> !dropped.contains(own)).forEach(own -> changes.add(create(own.set())));
        String nonce = Interpreter.newest(touched).map(Fence::nonce).orElse("");
        return new Planned.Ready(
                new ChangeSet(publication.owner(), ChangeSet.Intent.DROP_TYPES, nonce, names, changes));
    }

    private static List<Change> deletions(Found found) {
        List<Change> deletions = new ArrayList<>();
        for (OwnFence fence : found.fences()) {
            deletions.add(new Change(Action.DELETE, fence.set()));
        }
        for (OwnSet own : found.sets()) {
            deletions.add(new Change(Action.DELETE, own.set()));
        }
        return deletions;
    }

    private static Change create(RecordSet set) {
        return new Change(Action.CREATE, set);
    }
}
