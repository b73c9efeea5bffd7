package io.regionalfailover.dns;

import io.regionalfailover.dns.FenceCodec.Parsed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What of a policy's own stands at some names.
 *
 * @param fences its fences, damaged ones among them
 * @param sets its record sets, by the mark in their identifiers
 */
record Found(List<OwnFence> fences, List<OwnSet> sets) {
    /** The types that a policy publishes. */
    static final Set<String> TYPES = Set.of("A", "AAAA", "CNAME");

    Found {
        fences = List.copyOf(fences);
        sets = List.copyOf(sets);
    }

    /**
     * A fence.
     *
     * @param name beside which it stands
     * @param set as it was read
     * @param fence what it says; empty when it is damaged
     */
    record OwnFence(DnsName name, RecordSet set, Optional<Fence> fence) {}

    /**
     * A record set.
     *
     * @param set as it was read
     * @param mark what its identifier says
     */
    record OwnSet(RecordSet set, Mark mark) {}

    /** Looks for an owner's own. */
    static Found of(Owner owner, Collection<DnsName> names, NameSets read) {
        List<OwnFence> fences = new ArrayList<>();
        List<OwnSet> sets = new ArrayList<>();
        for (DnsName name : names) {
            List<OwnSet> here = ownSets(owner, read.at(name));
            sets.addAll(here);
            for (RecordSet set : read.at(name.fence(), "TXT")) {
                ownFence(owner, name, set, !here.isEmpty()).ifPresent(fences::add);
            }
        }
        return new Found(fences, sets);
    }

    boolean isEmpty() {
        return fences.isEmpty() && sets.isEmpty();
    }

    /** The fence beside a name. */
    Optional<OwnFence> fenceAt(DnsName name) {
        return fences.stream().filter(fence -> fence.name().equals(name)).findFirst();
    }

    /** The record sets of a name and type. */
    List<OwnSet> at(DnsName name, String type) {
        return sets.stream()
                .filter(own -> own.set().name().equals(name) && own.set().type().equals(type))
                .toList();
    }

    private static List<OwnSet> ownSets(Owner owner, List<RecordSet> sets) {
        List<OwnSet> own = new ArrayList<>();
        for (RecordSet set : sets) {
            if (TYPES.contains(set.type()) && set.foreignRouting().isEmpty()) {
                Mark.of(set)
                        .filter(mark -> mark.ownerHash().equals(owner.hash()))
                        .ifPresent(mark -> own.add(new OwnSet(set, mark)));
            }
        }
        return own;
    }

    /** A text at a reserved name beside the owner's own record sets is its fence, however damaged. */
    private static Optional<OwnFence> ownFence(Owner owner, DnsName name, RecordSet set, boolean besideOwnSets) {
        if (set.setIdentifier().isPresent() || set.foreignRouting().isPresent()) {
            return Optional.empty();
        }
        return switch (FenceCodec.ofSet(set)) {
            case Parsed.Valid(Fence fence) ->
                fence.isOf(owner) ? Optional.of(new OwnFence(name, set, Optional.of(fence))) : Optional.empty();
            case Parsed.NotAFence() ->
                besideOwnSets ? Optional.of(new OwnFence(name, set, Optional.empty())) : Optional.empty();
            case Parsed.UnknownVersion(String ignored) -> Optional.empty();
        };
    }
}
