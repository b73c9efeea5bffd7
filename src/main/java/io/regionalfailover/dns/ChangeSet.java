package io.regionalfailover.dns;

import java.util.List;
import java.util.Set;

/**
 * All changes of one policy in one atomic step: its fences and every record set of its names in full.
 *
 * @param owner whose changes these are
 * @param nonce of the plan that is written; empty when the fences are only removed
 * @param names the policy's names, without those of its fences
 * @param changes deletions first
 */
public record ChangeSet(Owner owner, String nonce, Set<DnsName> names, List<Change> changes) {
    public ChangeSet {
        names = Set.copyOf(names);
        changes = List.copyOf(changes);
    }
}
