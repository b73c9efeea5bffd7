package io.regionalfailover.kubectl;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.PolicyRegionSpec;
import io.regionalfailover.api.v1alpha1.TrafficShift;
import io.regionalfailover.api.v1alpha1.TrafficShiftSpec;
import java.util.List;

/** TrafficShifts for one policy. */
final class Shifts {
    /** What the API server appends to a generated name, and the dash before it, fit with it into 63 characters. */
    private static final int LONGEST_PREFIX = 57;

    private Shifts() {}

    /** One that the API server gives a name that begins with the policy's. */
    static TrafficShift of(FailoverPolicy policy, String suffix, TrafficShiftSpec spec) {
        String prefix = policy.getMetadata().getName() + suffix;
        TrafficShift shift = new TrafficShift();
        shift.setMetadata(new ObjectMetaBuilder()
                .withNamespace(policy.getMetadata().getNamespace())
                .withGenerateName(prefix(prefix))
                .build());
        shift.setSpec(spec);
        return shift;
    }

    /** The beginning of a name that the API server completes. */
    static String prefix(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_PREFIX)) + "-";
    }

    /** The region is one of the policy's. */
    static void requireRegion(FailoverPolicy policy, String option, String region) {
        List<String> regions =
                policy.getSpec().regions().stream().map(PolicyRegionSpec::name).toList();
        if (!regions.contains(region)) {
            throw new Failure(option + " " + region + ": FailoverPolicy "
                    + policy.getMetadata().getNamespace() + "/"
                    + policy.getMetadata().getName()
                    + " has no such region, it has " + String.join(", ", regions) + ". Nothing was changed");
        }
    }
}
