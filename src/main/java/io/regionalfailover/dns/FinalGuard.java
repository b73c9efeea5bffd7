package io.regionalfailover.dns;

import io.regionalfailover.dns.Change.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The last look at a change set before it leaves, knowing nothing of how it was made: it is applied to what was read, and
 * what comes out must be right. No answer set may become empty, no weight sum 0, nothing foreign may be touched.
 */
final class FinalGuard {
    private final DnsName apex;
    private final DnsProvider.Limits limits;

    FinalGuard(DnsName apex, DnsProvider.Limits limits) {
        this.apex = apex;
        this.limits = limits;
    }

    /** A sentence on the first thing that is wrong; empty when the change set may be sent. */
    Optional<String> refuses(ChangeSet changeSet, NameSets basis) {
        return BatchSize.tooLarge(changeSet.changes(), limits)
                .or(() -> order(changeSet))
                .or(() -> each(changeSet, basis))
                .or(() -> result(changeSet, basis))
                .map(wrong -> "Refused by the writer's own guard, nothing is changed: " + wrong);
    }

    private Optional<String> order(ChangeSet changeSet) {
        boolean created = false;
        for (Change change : changeSet.changes()) {
            if (created && change.action() == Action.DELETE) {
                return Optional.of("a deletion after a creation");
            }
            created |= change.action() == Action.CREATE;
        }
        boolean release = changeSet.intent() == ChangeSet.Intent.RELEASE_FENCES
                || changeSet.intent() == ChangeSet.Intent.RELEASE_RECORDS;
        return release && created ? Optional.of("a release that creates record sets") : Optional.empty();
    }

    /** Every change by itself: inside the zone, at the policy's names, and of its own. */
    private Optional<String> each(ChangeSet changeSet, NameSets basis) {
        String owner = changeSet.owner().hash();
        for (Change change : changeSet.changes()) {
            RecordSet set = change.set();
            Optional<DnsName> guarded = changeSet.names().stream()
                    .filter(name -> name.fence().equals(set.name()))
                    .findFirst();
            if (!set.name().isWithin(apex)) {
                return Optional.of(set.name() + " is outside the zone " + apex);
            }
            if (guarded.isEmpty()
                    && (!changeSet.names().contains(set.name()) || set.name().isReserved())) {
                return Optional.of(set.name() + " is none of the policy's names");
            }
            boolean own = guarded.isPresent()
                    ? isFence(change, changeSet, guarded.get(), basis)
                    : bears(owner, set) || isAdopted(change, changeSet, basis);
            if (set.foreignRouting().isPresent() || !own) {
                return Optional.of(describe(set) + " does not bear the policy's mark");
            }
            if (change.action() == Action.DELETE && !basis.at(set.name()).contains(set)) {
                return Optional.of(describe(set) + " is deleted but was not read");
            }
            if (guarded.isEmpty()
                    && change.action() == Action.DELETE
                    && changeSet.intent() == ChangeSet.Intent.RELEASE_FENCES) {
                return Optional.of(describe(set) + " is deleted though the record sets are to stay");
            }
        }
        return Optional.empty();
    }

    private static boolean bears(String owner, RecordSet set) {
        return set.setIdentifier()
                .filter(id -> id.startsWith("rfo:" + owner + ":"))
                .isPresent();
    }

    /**
     * A set without a mark may go when it is taken over: it is plain or weighted, no fence of somebody else stands beside it,
     * and own sets of its name and type take its place.
     */
    private static boolean isAdopted(Change change, ChangeSet changeSet, NameSets basis) {
        RecordSet set = change.set();
        return changeSet.adopts()
                && changeSet.intent() == ChangeSet.Intent.PUBLISH
                && change.action() == Action.DELETE
                && Found.TYPES.contains(set.type())
                && set.weight().isPresent() == set.setIdentifier().isPresent()
                && set.setIdentifier().filter(Mark::isReserved).isEmpty()
                && changeSet.changes().stream()
                        .filter(other -> other.action() == Action.CREATE)
                        .map(Change::set)
                        .anyMatch(other -> other.name().equals(set.name())
                                && other.type().equals(set.type())
                                && bears(changeSet.owner().hash(), other))
                && basis.at(set.name().fence()).stream()
                        .allMatch(fence -> isNobodys(FenceCodec.ofSet(fence), changeSet.owner()));
    }

    private static boolean isNobodys(FenceCodec.Parsed fence, Owner but) {
        return switch (fence) {
            case FenceCodec.Parsed.Valid(Fence valid) -> valid.isOf(but);
            case FenceCodec.Parsed.NotAFence() -> true;
            case FenceCodec.Parsed.UnknownVersion(String ignored) -> false;
        };
    }

    /** A fence bears its owner; one that cannot be read is the owner's if all weighted sets beside it are. */
    private static boolean isFence(Change change, ChangeSet changeSet, DnsName name, NameSets basis) {
        RecordSet set = change.set();
        if (!set.type().equals("TXT") || set.setIdentifier().isPresent()) {
            return false;
        }
        return switch (FenceCodec.ofSet(set)) {
            case FenceCodec.Parsed.Valid(Fence fence) ->
                fence.isOf(changeSet.owner())
                        && (change.action() == Action.DELETE || fence.nonce().equals(changeSet.nonce()));
            case FenceCodec.Parsed.NotAFence() -> {
                List<RecordSet> beside = basis.at(name).stream()
                        .filter(other -> other.weight().isPresent())
                        .toList();
                yield change.action() == Action.DELETE
                        && !beside.isEmpty()
                        && beside.stream()
                                .allMatch(other -> bears(changeSet.owner().hash(), other));
            }
            case FenceCodec.Parsed.UnknownVersion(String ignored) -> false;
        };
    }

    /** The zone as it would be. */
    private Optional<String> result(ChangeSet changeSet, NameSets basis) {
        for (DnsName name : changeSet.names()) {
            List<RecordSet> before = basis.at(name);
            List<RecordSet> after = new ArrayList<>(before);
            List<RecordSet> fences = new ArrayList<>(basis.at(name.fence()));
            for (Change change : changeSet.changes()) {
                List<RecordSet> there = change.set().name().equals(name) ? after : fences;
                if (!change.set().name().equals(name) && !change.set().name().equals(name.fence())) {
                    continue;
                }
                if (change.action() == Action.DELETE) {
                    there.remove(change.set());
                } else if (there.stream().anyMatch(other -> sameKey(other, change.set()))) {
                    return Optional.of(describe(change.set()) + " is created though one stands there");
                } else {
                    there.add(change.set());
                }
            }
            Optional<String> wrong = switch (changeSet.intent()) {
                case PUBLISH -> published(changeSet, name, before, after, fences);
                case MOVE -> movedOnly(name, before, after).or(() -> published(changeSet, name, before, after, fences));
                case DROP_TYPES -> dropped(changeSet, name, before, after, fences);
                case RELEASE_FENCES, RELEASE_RECORDS -> Optional.empty();
            };
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> published(
            ChangeSet changeSet, DnsName name, List<RecordSet> before, List<RecordSet> after, List<RecordSet> fences) {
        Optional<String> unfenced = unfenced(changeSet, name, fences);
        if (unfenced.isPresent()) {
            return unfenced;
        }
        return notAsserted(changeSet, before).or(() -> answers(changeSet.owner().hash(), name, before, after));
    }

    private static Optional<String> notAsserted(ChangeSet changeSet, List<RecordSet> before) {
        Set<String> deleted = new HashSet<>();
        changeSet.changes().stream()
                .filter(change -> change.action() == Action.DELETE)
                .forEach(change -> deleted.add(key(change.set())));
        return before.stream()
                .filter(set -> bears(changeSet.owner().hash(), set) && !deleted.contains(key(set)))
                .map(set -> describe(set) + " is not asserted")
                .findFirst();
    }

    private static Optional<String> unfenced(ChangeSet changeSet, DnsName name, List<RecordSet> fences) {
        return fences.stream().anyMatch(set -> carries(changeSet.nonce(), set))
                ? Optional.empty()
                : Optional.of(name + " would be left without the plan's fence");
    }

    /** Every set is there as before, but for its weight and the health check of ours that goes with it. */
    private static Optional<String> movedOnly(DnsName name, List<RecordSet> before, List<RecordSet> after) {
        return weightless(before).equals(weightless(after))
                ? Optional.empty()
                : Optional.of(name + " would be changed otherwise than in its weights");
    }

    private static Set<RecordSet> weightless(List<RecordSet> sets) {
        return sets.stream()
                .map(set -> set.weight().isPresent() ? set.weighing(0).on(Optional.empty()) : set)
                .collect(Collectors.toSet());
    }

    /** Some types went, as a whole; everything else is what it was, and something still answers. */
    private static Optional<String> dropped(
            ChangeSet changeSet, DnsName name, List<RecordSet> before, List<RecordSet> after, List<RecordSet> fences) {
        Set<String> gone = new HashSet<>();
        before.stream().filter(set -> !after.contains(set)).forEach(set -> gone.add(set.type()));
        if (!before.containsAll(after) || after.stream().anyMatch(set -> gone.contains(set.type()))) {
            return Optional.of(name + " would be changed otherwise than by losing whole types");
        }
        boolean fenced = changeSet.changes().stream()
                .anyMatch(change -> change.set().name().equals(name.fence()) && change.action() == Action.CREATE);
        return fenced
                ? unfenced(changeSet, name, fences)
                        .or(() -> notAsserted(changeSet, before))
                        .or(() -> answers(changeSet.owner().hash(), name, after, after))
                : Optional.of(name + " would be changed without its fence");
    }

    /** Every type that was or is answered keeps an answer; only a CNAME and other types may take each other's place. */
    private static Optional<String> answers(String owner, DnsName name, List<RecordSet> before, List<RecordSet> after) {
        Map<String, Integer> sums = new HashMap<>();
        for (RecordSet set : after) {
            if (bears(owner, set)) {
                if (!set.answers() || set.weight().isEmpty() || set.weight().getAsInt() > 255) {
                    return Optional.of(describe(set) + " would have no value, or no weight of 0-255");
                }
                sums.merge(set.type(), set.weight().getAsInt(), Integer::sum);
            }
        }
        if (sums.isEmpty()) {
            return Optional.of(name + " would be left without an answer");
        }
        Optional<RecordSet> beside = after.stream()
                .filter(set -> sums.containsKey(set.type()) && !bears(owner, set))
                .findFirst();
        if (beside.isPresent()) {
            return Optional.of(describe(beside.get()) + " would stand beside the policy's own");
        }
        if (sums.containsKey("CNAME")
                && after.stream().anyMatch(set -> !set.type().equals("CNAME"))) {
            return Optional.of(name + " would have a CNAME beside other types");
        }
        Optional<String> parked = parked(name, after);
        if (parked.isPresent()) {
            return parked;
        }
        Set<String> types = new TreeSet<>(sums.keySet());
        before.stream().filter(set -> bears(owner, set)).forEach(set -> types.add(set.type()));
        for (String type : types) {
            boolean exchanged = !sums.containsKey(type) && (type.equals("CNAME") || sums.containsKey("CNAME"));
            if (!exchanged && sums.getOrDefault(type, 0) <= 0) {
                return Optional.of("the weights of " + name + " " + type + " would sum up to 0");
            }
        }
        return Optional.empty();
    }

    /** Each region has a check of its own: a set with weight on one that others hang on, too, would hang on that which parks. */
    private static Optional<String> parked(DnsName name, List<RecordSet> after) {
        return after.stream()
                .filter(set -> set.healthCheck().isPresent() && set.weight().orElse(0) > 0)
                .filter(set -> after.stream()
                        .anyMatch(other -> other != set
                                && other.type().equals(set.type())
                                && other.healthCheck().equals(set.healthCheck())))
                .findFirst()
                .map(set -> describe(set) + " would have weight and hang on the health check that another set of "
                        + name + " hangs on, too");
    }

    private static boolean carries(String nonce, RecordSet fence) {
        return FenceCodec.ofSet(fence) instanceof FenceCodec.Parsed.Valid(Fence valid)
                && valid.nonce().equals(nonce);
    }

    private static boolean sameKey(RecordSet some, RecordSet other) {
        return key(some).equals(key(other));
    }

    private static String key(RecordSet set) {
        return set.name() + " " + set.type() + " " + set.setIdentifier().orElse("");
    }

    private static String describe(RecordSet set) {
        return set.name() + " " + set.type()
                + set.setIdentifier().map(id -> " \"" + id + "\"").orElse("");
    }
}
