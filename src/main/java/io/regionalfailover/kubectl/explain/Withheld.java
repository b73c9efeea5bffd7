package io.regionalfailover.kubectl.explain;

import io.regionalfailover.decision.Phase;
import io.regionalfailover.decision.Reason;

/** Why a change is withheld, what ends that, and what a person can do. Every reason has its sentence. */
final class Withheld {
    private final Story story;

    private Withheld(Story story) {
        this.story = story;
    }

    /** The sentences for one reason. */
    static String of(Reason reason, Story story) {
        return new Withheld(story).sentence(reason);
    }

    private String sentence(Reason reason) {
        return switch (reason) {
            case SUSPENDED, DRY_RUN, AWAITING_APPROVAL, BLOCKED_WINDOW, TOO_FEW_REGIONS -> byPeople(reason);
            case STABILIZING, FAILBACK_STEP, FAILOVER_STEP, COOLING_DOWN, AWAITING_CAPACITY, AWAITING_PROPAGATION ->
                byTime(reason);
            case COMMON_CAUSE,
                    NO_QUORUM,
                    OBSERVER_ISOLATED,
                    COLD_START,
                    NO_HEALTHY_REGION,
                    REGION_UNKNOWN,
                    VELOCITY_LIMITED -> byDoubt(reason);
            case DNS_UNAVAILABLE,
                    DNS_THROTTLED,
                    DNS_FENCED,
                    SPEC_SKEW,
                    RECORD_CONFLICT,
                    NAME_NOT_GRANTED,
                    INVALID_REFERENCE,
                    INVALID_SPEC -> byOthers(reason);
            case ALL_REGIONS_HEALTHY,
                    REGION_UNHEALTHY,
                    REGION_DRAINED,
                    TRAFFIC_SHIFT_ORDERED,
                    CHECK_FAILING,
                    CHECKS_PASSING,
                    DRIFT_REPAIRED,
                    ORDERS_TOLD,
                    ORDER_ACTIVE,
                    ORDER_EXPIRED,
                    ORDER_REFUSED,
                    PUBLISHED,
                    SPEC_CHANGED,
                    SPEC_CHANGED_IN_SHIFT,
                    REGION_REMOVED,
                    DRILL_RUNNING,
                    DRILL_SCHEDULED,
                    DRILL_PASSED,
                    DRILL_FAILED,
                    DRILL_ABORTED,
                    DRILL_BLOCKED,
                    PREPARED,
                    NO_ROOM,
                    SCALE_REFUSED,
                    ROOM_UNKNOWN,
                    SHARED_CHECK,
                    GATE_READY,
                    GATE_NOT_READY,
                    ACCEPTED,
                    ZONE_ANSWERS,
                    CLUSTER_ANSWERS,
                    CLUSTER_REFUSED,
                    CLUSTER_UNREACHABLE,
                    LONG_TTL ->
                "That reason holds nothing by itself: the operator goes on as soon as the message above is no longer true, and"
                        + " looks again at least once a minute.";
        };
    }

    private String byPeople(Reason reason) {
        String policy = story.reference();
        return switch (reason) {
            case SUSPENDED ->
                "spec.suspend is true, so the operator only looks and reports: nothing moves, not even when a region fails. It"
                        + " acts as soon as spec.suspend is false.";
            case DRY_RUN ->
                "spec.mode is DryRun, so the operator decides and writes nothing: nothing moves, not even when a region fails. It"
                        + " acts as soon as spec.mode is Automatic.";
            case AWAITING_APPROVAL -> approval();
            case BLOCKED_WINDOW ->
                "The spec says that no traffic returns at this time (failback.blockedWindows). It returns when the window closes"
                        + closes()
                        + "; a region that fails is left all the same. To let it return now: kubectl failover"
                        + " failback " + policy + " --reason …";
            default ->
                "The spec wants at least " + story.spec().failover().minHealthyRegions()
                        + " healthy regions to serve (failover.minHealthyRegions), so traffic stays until another region is"
                        + " healthy. Only a person can overrule that: kubectl failover shift " + policy
                        + " --away-from REGION --force --for 1h --reason …";
        };
    }

    private String approval() {
        boolean anyFails = story.status().unhealthy() != null
                && !story.status().unhealthy().isEmpty();
        if (anyFails && story.phase() != Phase.FAILED_OVER) {
            return "spec.mode is Manual, so only people move traffic, and it stays where it is until one does: kubectl failover"
                    + " shift " + story.reference() + " --away-from "
                    + story.status().unhealthy()
                    + " --for 1h --reason …";
        }
        return "The region is well again, and traffic stays away until a person agrees, however long that takes: kubectl failover"
                + " failback " + story.reference() + " --reason …";
    }

    private String closes() {
        return story.nextAt().map(at -> " " + at).orElse("");
    }

    private String byTime(Reason reason) {
        String when = story.nextAt().map(at -> " " + at).orElse("");
        return switch (reason) {
            case STABILIZING ->
                "A region that has just recovered may fail again, so it first has to stay healthy for a while; each relapse"
                        + " doubles that. It ends by itself" + when
                        + ". You need do nothing; to let traffic return now:"
                        + " kubectl failover failback " + story.reference() + " --reason …";
            case FAILBACK_STEP ->
                "Traffic returns in steps, so that cold caches are not overrun. The next step comes by itself" + when
                        + " if the region stays healthy. You need do nothing.";
            case FAILOVER_STEP ->
                "Traffic leaves in steps, as failover.steps says. The next step comes by itself" + when
                        + ". You need do nothing.";
            case COOLING_DOWN ->
                "Traffic was moved a short while ago and does not move back and forth (failover.cooldown). It goes on by itself"
                        + when + "; a region that fails is left all the same. You need do nothing.";
            case AWAITING_CAPACITY ->
                "Copies of the workloads are started where the traffic will go, and it moves as soon as enough of them are ready"
                        + (when.isEmpty() ? "" : ", or without them" + when)
                        + ". If they do not get ready, look at their pods. To move without waiting: kubectl failover shift "
                        + story.reference() + " --away-from REGION --force --for 1h --reason …";
            default ->
                "The last change is written, and the DNS provider has not said yet that all its servers carry it. That takes about"
                        + " a minute at most; then the next one follows by itself. You need do nothing.";
        };
    }

    private String byDoubt(Reason reason) {
        return switch (reason) {
            case COMMON_CAUSE ->
                "What fails there fails in every region that could take over, so moving traffic would help nobody, and it stays. It"
                        + " moves by itself once another region is seen well while this one still fails. Look for what the regions"
                        + " share: the failing check names it.";
            case NO_QUORUM ->
                "Too few of the observers in the regions see the failure, so it may be one observer's own trouble, and traffic"
                        + " stays. It moves by itself as soon as enough of them agree. If it really fails, a person can move it:"
                        + " kubectl failover shift " + story.reference() + " --away-from REGION --for 1h --reason …";
            case OBSERVER_ISOLATED ->
                "The operator sees nothing work, from its peers to the DNS provider, so its own network is what it doubts, and it"
                        + " moves nothing. It goes on by itself once anything answers. Look at the operator's pod and its way out"
                        + " of the cluster.";
            case COLD_START ->
                "The operator has just started and has not tried every check often enough to judge. It goes on by itself after a few"
                        + " probes, which is within a minute for usual intervals. You need do nothing.";
            case NO_HEALTHY_REGION ->
                "No other region is healthy, so there is nowhere to go, and the last answers stay in DNS. Traffic moves by itself to"
                        + " the first region that is healthy. Mend one of the regions; its failing checks are listed above.";
            case REGION_UNKNOWN ->
                "The operator cannot tell yet whether the region that would get the traffic is well, and gives none to a region that"
                        + " it has not seen healthy. It goes on by itself once every critical check there passes.";
            default ->
                "Health is already moving many policies at once, and a wrong check or a broken observer would look just like that, so"
                        + " the rest waits. They go on when all observers agree, or within ten minutes as others are done. If the"
                        + " region is really down, do not wait: kubectl failover drain REGION --for 2h --reason …";
        };
    }

    private String byOthers(Reason reason) {
        return switch (reason) {
            case DNS_UNAVAILABLE ->
                "The DNS provider does not answer or refuses the operator, so nothing can be published; the answers that stand there"
                        + " stay. It tries again by itself and writes what is wanted then. See whether the provider is up and the"
                        + " credentials of the DnsZone are valid.";
            case DNS_THROTTLED ->
                "The DNS provider takes no more requests for the moment. The operator slows down and tries again by itself, evacuations"
                        + " first. You need do nothing; if it lasts, somebody else uses up the account's requests.";
            case DNS_FENCED ->
                "Another instance of the operator published a plan in the meantime. This one reads it and judges again by itself within"
                        + " seconds. You need do nothing.";
            case SPEC_SKEW ->
                "The clusters have different versions of this policy, as happens while GitOps rolls one out. Until they agree, the"
                        + " operator only takes traffic out of failing regions. It goes on by itself once every cluster has the same"
                        + " spec; if that lasts, look for a cluster that GitOps does not reach.";
            case RECORD_CONFLICT ->
                "There are record sets at this policy's names that the operator did not make, and it never touches those. It goes on"
                        + " once they are gone, or once spec.dns.adopt is true, which lets it take them over.";
            case NAME_NOT_GRANTED ->
                "The DnsZone does not let this namespace publish that name. It goes on once the platform team adds it to spec.grants"
                        + " of the DnsZone, or the policy uses another name.";
            case INVALID_REFERENCE ->
                "The policy refers to something that does not exist or may not be used. It goes on once that is there, or the policy"
                        + " names something else; until then what was published last stays.";
            default ->
                "The spec cannot be carried out as it is. It goes on once the spec is corrected as the message says; until then what"
                        + " was published last stays.";
        };
    }
}
