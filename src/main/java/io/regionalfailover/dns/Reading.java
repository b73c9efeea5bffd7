package io.regionalfailover.dns;

import io.regionalfailover.decision.Plan;

/** What a zone says of one policy. */
public sealed interface Reading {
    /**
     * Nothing stands at the policy's names and fences that would be in its way.
     *
     * @param sets what was read
     */
    record Free(NameSets sets) implements Reading {}

    /**
     * A plan of this policy is published.
     *
     * @param sets what was read
     * @param plan as the fence says; where the fence is lost, with the weights found in the record sets
     * @param drifted true when fence or record sets are not what the plan and the publication say
     * @param drift what differs, for a person; empty when nothing does
     */
    record Owned(NameSets sets, Plan plan, boolean drifted, String drift) implements Reading {}

    /**
     * Something that is not this policy's stands at one of its names: nothing is overwritten.
     *
     * @param name of the policy at which it stands
     * @param message names the record set, whose it is as far as can be said, and what is allowed
     */
    record Conflict(DnsName name, String message) implements Reading {}

    /**
     * The zone could not be read.
     *
     * @param failure which way
     * @param message for a person
     */
    record Failed(Failure failure, String message) implements Reading {}
}
