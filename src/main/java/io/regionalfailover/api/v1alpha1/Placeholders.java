package io.regionalfailover.api.v1alpha1;

/**
 * The CEL rules for placeholders in checks, one per field that may hold them: a single rule would exceed the API server's cost
 * budget. Where {@code known} stands it is the list of those that every region of a policy knows. In a policy {@code self} is
 * the policy's spec, in a Region it is the list of checks.
 */
final class Placeholders {
    private static final String FOUND = ".findAll('[{][^{}]*[}]')";

    private static final String IS_KNOWN = "p in known";

    private static final String IS_REGION = "p == '{region}'";

    /** {@code c}, a check, holds {@code {target}}. */
    static final String TARGET_IN_CHECK = "(has(c.http) && (c.http.url.contains('{target}')"
            + " || (has(c.http.host) && c.http.host.contains('{target}'))))"
            + " || (has(c.tcp) && c.tcp.address.contains('{target}'))"
            + " || (has(c.grpc) && c.grpc.address.contains('{target}'))"
            + " || (has(c.prometheus) && (c.prometheus.url.contains('{target}')"
            + " || c.prometheus.query.contains('{target}')))"
            + " || (has(c.dns) && (c.dns.name.contains('{target}')"
            + " || (has(c.dns.resolvers) && c.dns.resolvers.exists(s, s.contains('{target}')))"
            + " || (has(c.dns.expected) && c.dns.expected.exists(s, s.contains('{target}')))))";

    // For each field: when it is there, its placeholders, and how a message names it.
    private static final String URL = "(has(c.http) ? c.http.url : c.prometheus.url)" + FOUND;
    private static final String HAS_URL = "(has(c.http) || has(c.prometheus))";
    private static final String HOST = "c.http.host" + FOUND;
    private static final String HAS_HOST = "has(c.http) && has(c.http.host)";
    private static final String ADDRESS = "(has(c.tcp) ? c.tcp.address : c.grpc.address)" + FOUND;
    private static final String HAS_ADDRESS = "(has(c.tcp) || has(c.grpc))";
    private static final String NAME = "c.dns.name" + FOUND;
    private static final String HAS_NAME = "has(c.dns)";
    private static final String RESOLVERS = "c.dns.resolvers";
    private static final String HAS_RESOLVERS = "has(c.dns) && has(c.dns.resolvers)";
    private static final String EXPECTED = "c.dns.expected";
    private static final String HAS_EXPECTED = "has(c.dns) && has(c.dns.expected)";

    // PromQL is full of braces: only an identifier alone in them is a placeholder, and ${name} belongs to
    // label_replace.
    private static final String QUERY = "c.prometheus.query.findAll('[$]?" + Rules.HOLE + "')";
    private static final String HAS_QUERY = "has(c.prometheus)";
    private static final String IS_KNOWN_IN_QUERY = "(" + IS_KNOWN + " || p.startsWith('$'))";
    private static final String IS_REGION_IN_QUERY = "(" + IS_REGION + " || p.startsWith('$'))";

    private static final String KNOWN = "[['{region}', '{target}'] + self.regions[0].parameters"
            + ".map(k, self.regions.all(r, k in r.parameters), '{' + k + '}')]";

    // Without any region the count of regions is the error, and regions[0] would be another.
    private static final String POLICY = "size(self.regions) == 0 || " + KNOWN + ".all(known, self.checks.all(c, !(";
    private static final String POLICY_MESSAGE = KNOWN + ".map(known, self.checks.map(c, ";
    private static final String POLICY_ALLOWED =
            ")[0])[0] + ', which not every region knows: allowed are {region}, {target}"
                    + " and parameters that every region has'";
    private static final String REGION = "self.all(c, !(";
    private static final String REGION_MESSAGE = "self.map(c, ";
    private static final String REGION_ALLOWED =
            ")[0] + ', which belongs to a policy: the checks of a region know {region} only'";

    private static final String ALL_KNOWN = ".all(p, " + IS_KNOWN + ")";
    private static final String ALL_REGION = ".all(p, " + IS_REGION + ")";
    private static final String FIRST_UNKNOWN = ".map(p, !(" + IS_KNOWN + "), p)[0]";
    private static final String FIRST_OTHER = ".map(p, !(" + IS_REGION + "), p)[0]";
    private static final String ENTRIES_KNOWN = ".all(s, s" + FOUND + ALL_KNOWN + ")";
    private static final String ENTRIES_REGION = ".all(s, s" + FOUND + ALL_REGION + ")";
    private static final String FIRST_ENTRY_UNKNOWN =
            ".map(s, !s" + FOUND + ALL_KNOWN + ", s" + FOUND + FIRST_UNKNOWN + ")[0]";
    private static final String FIRST_ENTRY_OTHER =
            ".map(s, !s" + FOUND + ALL_REGION + ", s" + FOUND + FIRST_OTHER + ")[0]";

    private static final String URL_HOLDS = "'check ' + c.name + ': url holds ' + " + URL;
    private static final String HOST_HOLDS = "'check ' + c.name + ': host holds ' + " + HOST;
    private static final String ADDRESS_HOLDS = "'check ' + c.name + ': address holds ' + " + ADDRESS;
    private static final String NAME_HOLDS = "'check ' + c.name + ': name holds ' + " + NAME;
    private static final String RESOLVERS_HOLD = "'check ' + c.name + ': resolvers hold ' + " + RESOLVERS;
    private static final String EXPECTED_HOLD = "'check ' + c.name + ': expected hold ' + " + EXPECTED;

    private static final String QUERY_HOLDS = "'check ' + c.name + ': query holds ' + " + QUERY;

    static final String POLICY_URL = POLICY + HAS_URL + ") || " + URL + ALL_KNOWN + "))";

    static final String POLICY_URL_MESSAGE =
            POLICY_MESSAGE + HAS_URL + " && !" + URL + ALL_KNOWN + ", " + URL_HOLDS + FIRST_UNKNOWN + POLICY_ALLOWED;

    static final String POLICY_HOST = POLICY + HAS_HOST + ") || " + HOST + ALL_KNOWN + "))";

    static final String POLICY_HOST_MESSAGE =
            POLICY_MESSAGE + HAS_HOST + " && !" + HOST + ALL_KNOWN + ", " + HOST_HOLDS + FIRST_UNKNOWN + POLICY_ALLOWED;

    static final String POLICY_ADDRESS = POLICY + HAS_ADDRESS + ") || " + ADDRESS + ALL_KNOWN + "))";

    static final String POLICY_ADDRESS_MESSAGE = POLICY_MESSAGE + HAS_ADDRESS + " && !" + ADDRESS + ALL_KNOWN + ", "
            + ADDRESS_HOLDS + FIRST_UNKNOWN + POLICY_ALLOWED;

    static final String POLICY_NAME = POLICY + HAS_NAME + ") || " + NAME + ALL_KNOWN + "))";

    static final String POLICY_NAME_MESSAGE =
            POLICY_MESSAGE + HAS_NAME + " && !" + NAME + ALL_KNOWN + ", " + NAME_HOLDS + FIRST_UNKNOWN + POLICY_ALLOWED;

    static final String POLICY_RESOLVERS = POLICY + HAS_RESOLVERS + ") || " + RESOLVERS + ENTRIES_KNOWN + "))";

    static final String POLICY_RESOLVERS_MESSAGE = POLICY_MESSAGE + HAS_RESOLVERS + " && !" + RESOLVERS + ENTRIES_KNOWN
            + ", " + RESOLVERS_HOLD + FIRST_ENTRY_UNKNOWN + POLICY_ALLOWED;

    static final String POLICY_EXPECTED = POLICY + HAS_EXPECTED + ") || " + EXPECTED + ENTRIES_KNOWN + "))";

    static final String POLICY_EXPECTED_MESSAGE = POLICY_MESSAGE + HAS_EXPECTED + " && !" + EXPECTED + ENTRIES_KNOWN
            + ", " + EXPECTED_HOLD + FIRST_ENTRY_UNKNOWN + POLICY_ALLOWED;

    static final String POLICY_QUERY = POLICY + HAS_QUERY + ") || " + QUERY + ".all(p, " + IS_KNOWN_IN_QUERY + ")))";

    static final String POLICY_QUERY_MESSAGE = POLICY_MESSAGE + HAS_QUERY + " && !" + QUERY + ".all(p, "
            + IS_KNOWN_IN_QUERY + "), " + QUERY_HOLDS + ".map(p, !" + IS_KNOWN_IN_QUERY + ", p)[0]" + POLICY_ALLOWED;

    static final String REGION_QUERY = REGION + HAS_QUERY + ") || " + QUERY + ".all(p, " + IS_REGION_IN_QUERY + "))";

    static final String REGION_QUERY_MESSAGE = REGION_MESSAGE + HAS_QUERY + " && !" + QUERY + ".all(p, "
            + IS_REGION_IN_QUERY + "), " + QUERY_HOLDS + ".map(p, !" + IS_REGION_IN_QUERY + ", p)[0]" + REGION_ALLOWED;

    static final String REGION_WITHOUT_WORKLOADS = "self.all(c, !has(c.workload))";

    static final String REGION_WITHOUT_WORKLOADS_MESSAGE = "self.map(c, has(c.workload), 'check ' + c.name"
            + " + ' has workload, which is looked for in the namespace of a policy: allowed in the checks of a policy only')[0]";

    static final String REGION_URL = REGION + HAS_URL + ") || " + URL + ALL_REGION + ")";

    static final String REGION_URL_MESSAGE =
            REGION_MESSAGE + HAS_URL + " && !" + URL + ALL_REGION + ", " + URL_HOLDS + FIRST_OTHER + REGION_ALLOWED;

    static final String REGION_HOST = REGION + HAS_HOST + ") || " + HOST + ALL_REGION + ")";

    static final String REGION_HOST_MESSAGE =
            REGION_MESSAGE + HAS_HOST + " && !" + HOST + ALL_REGION + ", " + HOST_HOLDS + FIRST_OTHER + REGION_ALLOWED;

    static final String REGION_ADDRESS = REGION + HAS_ADDRESS + ") || " + ADDRESS + ALL_REGION + ")";

    static final String REGION_ADDRESS_MESSAGE = REGION_MESSAGE + HAS_ADDRESS + " && !" + ADDRESS + ALL_REGION + ", "
            + ADDRESS_HOLDS + FIRST_OTHER + REGION_ALLOWED;

    static final String REGION_NAME = REGION + HAS_NAME + ") || " + NAME + ALL_REGION + ")";

    static final String REGION_NAME_MESSAGE =
            REGION_MESSAGE + HAS_NAME + " && !" + NAME + ALL_REGION + ", " + NAME_HOLDS + FIRST_OTHER + REGION_ALLOWED;

    static final String REGION_RESOLVERS = REGION + HAS_RESOLVERS + ") || " + RESOLVERS + ENTRIES_REGION + ")";

    static final String REGION_RESOLVERS_MESSAGE = REGION_MESSAGE + HAS_RESOLVERS + " && !" + RESOLVERS + ENTRIES_REGION
            + ", " + RESOLVERS_HOLD + FIRST_ENTRY_OTHER + REGION_ALLOWED;

    static final String REGION_EXPECTED = REGION + HAS_EXPECTED + ") || " + EXPECTED + ENTRIES_REGION + ")";

    static final String REGION_EXPECTED_MESSAGE = REGION_MESSAGE + HAS_EXPECTED + " && !" + EXPECTED + ENTRIES_REGION
            + ", " + EXPECTED_HOLD + FIRST_ENTRY_OTHER + REGION_ALLOWED;

    private Placeholders() {}
}
