package io.regionalfailover.dns;

import io.regionalfailover.dns.FenceCodec.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for what is not a policy's own and stands in its way: a fence of somebody else, a record set of a published name
 * and type, anything beside a CNAME. Record sets of other types are no business of ours.
 */
final class Foreigners {
    private static final String NOTHING_CHANGED = " Nothing is changed.";

    private Foreigners() {}

    /** The first thing in the way; empty when there is none. */
    static Optional<Reading.Conflict> inTheWay(Publication publication, NameSets read) {
        for (DnsName name : publication.names()) {
            Optional<String> conflict = fence(publication, name, read).or(() -> sets(publication, name, read));
            if (conflict.isPresent()) {
                return Optional.of(new Reading.Conflict(name, conflict.get()));
            }
        }
        return Optional.empty();
    }

    /** The sets that the publication takes over: of its names and types, plain or weighted, and nobody's. */
    static List<RecordSet> adoptable(Publication publication, NameSets read) {
        if (!publication.adopt()) {
            return List.of();
        }
        List<RecordSet> sets = new ArrayList<>();
        for (DnsName name : publication.names()) {
            read.at(name).stream().filter(set -> isAdoptable(publication, set)).forEach(sets::add);
        }
        return sets;
    }

    private static boolean isAdoptable(Publication publication, RecordSet set) {
        return publication.adopt()
                && publication.publishes(set.name(), set.type())
                && set.foreignRouting().isEmpty()
                && set.weight().isPresent() == set.setIdentifier().isPresent()
                && set.setIdentifier().filter(Mark::isReserved).isEmpty();
    }

    private static Optional<String> fence(Publication publication, DnsName name, NameSets read) {
        Owner owner = publication.owner();
        Found own = Found.of(owner, List.of(name), read);
        for (RecordSet set : read.at(name.fence())) {
            boolean ours = own.fences().stream().anyMatch(fence -> fence.set().equals(set));
            if (!ours && (set.type().equals("TXT") || set.type().equals("CNAME"))) {
                return Optional.of(fenceSentence(name, set, owner));
            }
        }
        return Optional.empty();
    }

    private static String fenceSentence(DnsName name, RecordSet set, Owner owner) {
        return switch (FenceCodec.ofSet(set)) {
            case Parsed.Valid(Fence fence)
            when fence.isOf(owner) ->
                describe(set)
                        + " is this policy's own fence but has a routing policy; only a plain one is allowed, remove it."
                        + NOTHING_CHANGED;
            case Parsed.Valid(Fence fence) ->
                name + " is published by another policy (" + whose(fence, owner)
                        + "); a name belongs to one policy: choose another name, or delete the other policy first."
                        + NOTHING_CHANGED;
            case Parsed.UnknownVersion(String version) ->
                name + " is published by another version of this operator (" + describe(set) + " is a fence of form "
                        + version + "): upgrade this operator." + NOTHING_CHANGED;
            case Parsed.NotAFence() ->
                describe(set) + " is not a fence, yet stands where the fence of " + name
                        + " belongs: remove it, or choose another name." + NOTHING_CHANGED;
        };
    }

    private static String whose(Fence fence, Owner owner) {
        String installation = fence.installation().equals(owner.installation())
                ? ""
                : " of installation \"" + fence.installation() + "\"";
        return "owner " + fence.ownerHash() + installation;
    }

    private static Optional<String> sets(Publication publication, DnsName name, NameSets read) {
        List<String> types = publication.entries().stream()
                .filter(entry -> entry.name().equals(name))
                .map(Publication.Entry::type)
                .toList();
        boolean cname = types.contains("CNAME");
        for (RecordSet set : read.at(name)) {
            Optional<Mark> mark = Found.TYPES.contains(set.type()) ? Mark.of(set) : Optional.empty();
            boolean own = mark.filter(found ->
                            found.ownerHash().equals(publication.owner().hash()))
                    .isPresent();
            boolean inTheWay = cname || types.contains(set.type()) || set.type().equals("CNAME");
            if (own && set.foreignRouting().isPresent()) {
                return Optional.of(describe(set) + " was made by this policy but is now "
                        + set.foreignRouting().get() + "; only weighted sets are allowed: undo that, or remove the set."
                        + NOTHING_CHANGED);
            }
            if (!own && mark.isPresent()) {
                return Optional.of(describe(set) + " is published by another policy (owner "
                        + mark.get().ownerHash() + "); a name belongs to one policy: choose another name, or delete the"
                        + " other policy and its record sets first." + NOTHING_CHANGED);
            }
            if (!own && inTheWay && !isAdoptable(publication, set)) {
                return Optional.of(describe(set) + " was not made by this operator (" + kind(set) + "): "
                        + wayOut(publication, set) + "; " + (cname ? "beside a CNAME" : "of this name and type")
                        + " only the policy's own weighted sets are allowed." + NOTHING_CHANGED);
            }
        }
        return Optional.empty();
    }

    private static String wayOut(Publication publication, RecordSet set) {
        if (publication.adopt()) {
            return "it cannot be adopted, as only plain and weighted sets of a published name and type can; remove it, or"
                    + " choose another name";
        }
        boolean could = publication.publishes(set.name(), set.type())
                && set.foreignRouting().isEmpty();
        return "remove it, " + (could ? "set spec.dns.adopt to take it over, " : "") + "or choose another name";
    }

    private static String describe(RecordSet set) {
        String identifier =
                set.setIdentifier().map(id -> " \"" + shorten(id, 40) + "\"").orElse("");
        return "The record set " + set.name() + " " + set.type() + identifier;
    }

    private static String kind(RecordSet set) {
        if (set.foreignRouting().isPresent()) {
            return set.foreignRouting().get();
        }
        String values = shorten(set.alias().map(Alias::toString).orElseGet(() -> String.join(", ", set.values())), 60);
        return (set.weight().isPresent() ? "weight " + set.weight().getAsInt() + ", " : "simple, ") + values;
    }

    private static String shorten(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
