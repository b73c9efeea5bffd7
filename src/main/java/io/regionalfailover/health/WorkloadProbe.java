package io.regionalfailover.health;

/**
 * Pods of a workload in a region's cluster. Passes when enough of them are available.
 *
 * @param region whose cluster
 * @param namespace of the workload
 * @param workloadKind {@code Deployment}, {@code StatefulSet} or {@code DaemonSet}
 * @param name of the workload
 * @param minAvailable how many must be available: a number, or a percentage of the desired ones; at least 1 is needed always
 * @param percent whether {@code minAvailable} is a percentage
 */
public record WorkloadProbe(
        String region, String namespace, String workloadKind, String name, int minAvailable, boolean percent)
        implements ProbeTarget {

    private static final int ALL = 100;

    /** @throws IllegalArgumentException when fewer than one, or more than all, are asked for */
    public WorkloadProbe {
        if (minAvailable < 1 || (percent && minAvailable > ALL)) {
            throw new IllegalArgumentException("minAvailable " + minAvailable + (percent ? "%" : "")
                    + " is neither a number above 0 nor a percentage from 1% to 100%");
        }
    }

    @Override
    public String kind() {
        return "workload";
    }

    /** How many must be available. */
    int needed(int desired) {
        return percent ? Math.max(1, (int) Math.ceilDiv((long) desired * minAvailable, ALL)) : minAvailable;
    }

    /** For sentences: {@code Deployment shop/checkout}. */
    String label() {
        return workloadKind + " " + namespace + "/" + name;
    }
}
