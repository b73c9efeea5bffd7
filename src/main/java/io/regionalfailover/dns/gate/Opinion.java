package io.regionalfailover.dns.gate;

import java.util.Set;

/**
 * How one policy that hangs on the gate stands, after one turn of its loop.
 *
 * @param judged false while its regions are tried for the first time, or its records were not read yet
 * @param epoch of the published plan
 * @param inForce true when the provider said that this plan is in force
 * @param serving regions with published weight
 * @param out those of them that the decision takes all weight from now, where the gate would leave the same regions serving
 * @param unfit regions whose verdict in force is Unhealthy
 * @param well regions whose verdict in force is Healthy
 */
public record Opinion(
        boolean judged,
        long epoch,
        boolean inForce,
        Set<String> serving,
        Set<String> out,
        Set<String> unfit,
        Set<String> well) {
    public Opinion {
        serving = Set.copyOf(serving);
        out = Set.copyOf(out);
        unfit = Set.copyOf(unfit);
        well = Set.copyOf(well);
    }

    /** Whether a region that has weight is the only one that is well: nobody else could serve. */
    boolean hasNobodyBut(String region) {
        return serving.contains(region) && well.equals(Set.of(region));
    }
}
