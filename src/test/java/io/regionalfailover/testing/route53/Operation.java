package io.regionalfailover.testing.route53;

/** The API actions that the stand-in speaks. */
public enum Operation {
    CREATE_HOSTED_ZONE("CreateHostedZone"),
    GET_HOSTED_ZONE("GetHostedZone"),
    LIST_HOSTED_ZONES("ListHostedZones"),
    LIST_HOSTED_ZONES_BY_NAME("ListHostedZonesByName"),
    CHANGE_RECORD_SETS("ChangeResourceRecordSets"),
    LIST_RECORD_SETS("ListResourceRecordSets"),
    GET_CHANGE("GetChange"),
    CREATE_HEALTH_CHECK("CreateHealthCheck"),
    LIST_HEALTH_CHECKS("ListHealthChecks"),
    DELETE_HEALTH_CHECK("DeleteHealthCheck"),
    GET_HEALTH_CHECK_STATUS("GetHealthCheckStatus"),
    CHANGE_TAGS("ChangeTagsForResource");

    private final String action;

    Operation(String action) {
        this.action = action;
    }

    /** Returns the action's name in the API reference. */
    public String action() {
        return action;
    }
}
