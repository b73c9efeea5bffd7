package io.regionalfailover.decision;

/** Why something is as it is: one list for status, conditions, events and the metric label alike. */
public enum Reason {
    ALL_REGIONS_HEALTHY("AllRegionsHealthy"),
    REGION_UNHEALTHY("RegionUnhealthy"),
    REGION_DRAINED("RegionDrained"),
    TRAFFIC_SHIFT_ORDERED("TrafficShiftOrdered"),
    STABILIZING("Stabilizing"),
    FAILBACK_STEP("FailbackStep"),
    /** Traffic leaves in steps and the next one is not due yet. */
    FAILOVER_STEP("FailoverStep"),
    AWAITING_CAPACITY("AwaitingCapacity"),
    AWAITING_PROPAGATION("AwaitingPropagation"),
    AWAITING_APPROVAL("AwaitingApproval"),
    COOLING_DOWN("CoolingDown"),
    COMMON_CAUSE("CommonCause"),
    NO_QUORUM("NoQuorum"),
    OBSERVER_ISOLATED("ObserverIsolated"),
    COLD_START("ColdStart"),
    NO_HEALTHY_REGION("NoHealthyRegion"),
    TOO_FEW_REGIONS("TooFewRegions"),
    VELOCITY_LIMITED("VelocityLimited"),
    BLOCKED_WINDOW("BlockedWindow"),
    DNS_UNAVAILABLE("DnsUnavailable"),
    DNS_THROTTLED("DnsThrottled"),
    DNS_FENCED("DnsFenced"),
    SPEC_SKEW("SpecSkew"),
    RECORD_CONFLICT("RecordConflict"),
    NAME_NOT_GRANTED("NameNotGranted"),
    INVALID_REFERENCE("InvalidReference"),
    CHECK_FAILING("CheckFailing"),
    /** Every critical check of a region passes. */
    CHECKS_PASSING("ChecksPassing"),
    DRIFT_REPAIRED("DriftRepaired"),
    /** People's orders changed, and are told to the other clusters with the plan that stands. */
    ORDERS_TOLD("OrdersTold"),
    /** An order is in force. */
    ORDER_ACTIVE("OrderActive"),
    /** An order has come to its end. */
    ORDER_EXPIRED("OrderExpired"),
    /** An order would leave nobody to serve. */
    ORDER_REFUSED("OrderRefused"),
    /** A rehearsal keeps traffic away. */
    DRILL_RUNNING("DrillRunning"),
    /** A rehearsal has not begun yet. */
    DRILL_SCHEDULED("DrillScheduled"),
    /** Traffic left, stayed away and came back as it should. */
    DRILL_PASSED("DrillPassed"),
    /** Traffic did not leave in time, or did not come back. */
    DRILL_FAILED("DrillFailed"),
    /** A rehearsal was broken off. */
    DRILL_ABORTED("DrillAborted"),
    /** A rehearsal did not begin. */
    DRILL_BLOCKED("DrillBlocked"),
    SUSPENDED("Suspended"),
    DRY_RUN("DryRun"),
    /** The first plan of a policy. */
    PUBLISHED("Published"),
    /** The spec changed what is published: endpoints, TTLs, weights or regions. */
    SPEC_CHANGED("SpecChanged"),
    /** The spec changed while traffic is away from steady weights, and traffic is still away. */
    SPEC_CHANGED_IN_SHIFT("SpecChangedInShift"),
    /** A region that is published is no longer in the spec. */
    REGION_REMOVED("RegionRemoved"),
    /** The spec cannot be carried out as it stands. */
    INVALID_SPEC("InvalidSpec"),
    /** A region is not Healthy yet, so no traffic is given to it. */
    REGION_UNKNOWN("RegionUnknown"),
    /** The spec is accepted. */
    ACCEPTED("Accepted"),
    /** The provider answers for the zone. */
    ZONE_ANSWERS("ZoneAnswers"),
    /** A region's cluster answers and accepts the operator's credentials. */
    CLUSTER_ANSWERS("ClusterAnswers"),
    /** A region's cluster does not accept the operator's credentials. */
    CLUSTER_REFUSED("ClusterRefused"),
    /** A region's cluster does not answer. */
    CLUSTER_UNREACHABLE("ClusterUnreachable"),
    /** Answers are kept by resolvers for longer than a failover should take. */
    LONG_TTL("LongTtl"),
    /** A failover would succeed now. */
    PREPARED("Prepared"),
    /** The cluster that traffic would move to has no room for it. */
    NO_ROOM("NoRoom"),
    /** The cluster that traffic would move to refuses the scale-up that it would need. */
    SCALE_REFUSED("ScaleRefused"),
    /** Whether there is room where traffic would move to could not be found out. */
    ROOM_UNKNOWN("RoomUnknown"),
    /** The gate of a zone would take a region out. */
    GATE_READY("GateReady"),
    /** The gate of a zone would take no region out. */
    GATE_NOT_READY("GateNotReady"),
    /** A check tries the same thing in every region, so that its failure would move nothing. */
    SHARED_CHECK("SharedCheck");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    /** The PascalCase form used in the API. */
    public String text() {
        return text;
    }
}
