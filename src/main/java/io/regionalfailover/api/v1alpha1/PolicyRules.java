package io.regionalfailover.api.v1alpha1;

/** The CEL rules of a policy that span several of its parts; {@code self} is the policy's spec. */
final class PolicyRules {
    /** Numbers as text. CEL's {@code string()} has no bound, so a message with it exceeds the API server's cost budget. */
    private static final String NUMBERS =
            "['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16']";

    static final String SOME_WEIGHT = "size(self.regions) == 0 || self.regions.exists(r, r.weight > 0)";

    static final String SOME_WEIGHT_MESSAGE = "regions: every weight is 0; at least one region needs a weight above 0";

    static final String MIN_HEALTHY = "size(self.regions) < 2 || self.failover.minHealthyRegions < size(self.regions)";

    static final String MIN_HEALTHY_MESSAGE =
            "'minHealthyRegions is ' + " + NUMBERS + "[self.failover.minHealthyRegions]"
                    + " + ' with ' + " + NUMBERS + "[size(self.regions)]"
                    + " + ' regions, so that no region could ever be left: allowed is at most ' + "
                    + NUMBERS + "[size(self.regions) - 1]";

    private static final String NAMES_IT = "e.name == d.endpoint";

    static final String ENDPOINTS_EXIST =
            "self.dns.records.all(d, self.regions.all(r, r.endpoints.exists(e, " + NAMES_IT + ")))";

    static final String ENDPOINTS_EXIST_MESSAGE = "self.dns.records.map(d, self.regions.map(r, !r.endpoints.exists(e, "
            + NAMES_IT + "), 'region ' + r.name + ' has no endpoint named ' + d.endpoint"
            + " + ', which the record ' + d.name + ' points to')).filter(l, size(l) > 0)[0][0]";

    private static final String HAS_IPV4 =
            "(has(e.alias) || has(e.addresses) && e.addresses.exists(a, !isIP(a) || ip(a).family() == 4))";

    private static final String HAS_IPV6 =
            "(has(e.alias) || has(e.addresses) && e.addresses.exists(a, !isIP(a) || ip(a).family() == 6))";

    private static final String HAS_HOSTNAME = "has(e.hostname)";

    private static final String EVERY_RECORD_OF_TYPE = "self.dns.records.all(d, d.type != '";

    private static final String IN_EVERY_REGION =
            "' || self.regions.all(r, r.endpoints.all(e, e.name != d.endpoint || ";

    static final String A_CARRIED = EVERY_RECORD_OF_TYPE + "A" + IN_EVERY_REGION + HAS_IPV4 + ")))";

    static final String AAAA_CARRIED = EVERY_RECORD_OF_TYPE + "AAAA" + IN_EVERY_REGION + HAS_IPV6 + ")))";

    static final String CNAME_CARRIED = EVERY_RECORD_OF_TYPE + "CNAME" + IN_EVERY_REGION + HAS_HOSTNAME + ")))";

    private static final String RECORDS_OF_TYPE = "self.dns.records.map(d, d.type == '";

    private static final String REGIONS_WITHOUT = "', self.regions.map(r, r.endpoints.exists(e, " + NAMES_IT + " && !";

    private static final String SAYS_WHICH = " in its endpoint ' + d.endpoint + ', which the ' + d.type + ' record '"
            + " + d.name + ' needs: every region carries every record type'))" + ".filter(l, size(l) > 0)[0][0]";

    static final String A_CARRIED_MESSAGE = RECORDS_OF_TYPE + "A" + REGIONS_WITHOUT + HAS_IPV4
            + "), 'region ' + r.name + ' has no IPv4 address" + SAYS_WHICH;

    static final String AAAA_CARRIED_MESSAGE = RECORDS_OF_TYPE + "AAAA" + REGIONS_WITHOUT + HAS_IPV6
            + "), 'region ' + r.name + ' has no IPv6 address" + SAYS_WHICH;

    static final String CNAME_CARRIED_MESSAGE = RECORDS_OF_TYPE + "CNAME" + REGIONS_WITHOUT + HAS_HOSTNAME
            + "), 'region ' + r.name + ' has no hostname" + SAYS_WHICH;

    static final String TARGET_EXISTS = "!self.checks.exists(c, " + Placeholders.TARGET_IN_CHECK
            + ") || self.regions.all(r, r.endpoints.exists(e, e.name == '" + EndpointSpec.DEFAULT_NAME + "'))";

    static final String TARGET_EXISTS_MESSAGE = "'region ' + self.regions.map(r, !r.endpoints.exists(e, e.name == '"
            + EndpointSpec.DEFAULT_NAME + "'), r.name)[0] + ' has no endpoint named " + EndpointSpec.DEFAULT_NAME
            + ", which {target} in checks stands for'";

    static final String WORKLOAD_ONCE = "self.all(p, self.exists_one(q, q.workload.name == p.workload.name"
            + " && q.workload.kind == p.workload.kind))";

    /** Which one it is costs more to find than the API server's budget allows. */
    static final String WORKLOAD_ONCE_MESSAGE =
            "placement: two entries have a workload of the same kind and name: allowed is one entry for each workload";

    private PolicyRules() {}
}
