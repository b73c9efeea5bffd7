package io.regionalfailover.dns;

import java.util.List;
import java.util.Set;

/**
 * All changes of one policy in one atomic step: its fences and every record set of its names in full.
 *
 * @param owner whose changes these are
 * @param intent what they are for, which tells the guard what they may not do
 * @param nonce of the plan that is written; empty for a release
 * @param names the policy's names, without those of its fences
 * @param changes deletions first
 * @param adopts true: plain and weighted sets that are nobody's may be deleted where own ones take their place
 */
public record ChangeSet(
        Owner owner, Intent intent, String nonce, Set<DnsName> names, List<Change> changes, boolean adopts) {
    public ChangeSet {
        names = Set.copyOf(names);
        changes = List.copyOf(changes);
    }

    /** One that adopts nothing. */
    public ChangeSet(Owner owner, Intent intent, String nonce, Set<DnsName> names, List<Change> changes) {
        this(owner, intent, nonce, names, changes, false);
    }

    /** What a change set is for. */
    public enum Intent {
        /** A plan is published: no answer may vanish. */
        PUBLISH,
        /** Weights change, and nothing else of the record sets. */
        MOVE,
        /** The record sets of some types go, at names that stay; everything else is put back as it was. */
        DROP_TYPES,
        /** The fences go, the record sets stay. */
        RELEASE_FENCES,
        /** The fences and the policy's record sets go. */
        RELEASE_RECORDS;

        /** True when a plan is written with it. */
        boolean writesPlan() {
            return switch (this) {
                case PUBLISH, MOVE -> true;
                case DROP_TYPES, RELEASE_FENCES, RELEASE_RECORDS -> false;
            };
        }
    }

    /** True when the name, or the fence of the name, is one of this change set's. */
    public boolean touches(DnsName name) {
        return names.contains(name)
                || names.stream().anyMatch(own -> own.fence().equals(name));
    }
}
