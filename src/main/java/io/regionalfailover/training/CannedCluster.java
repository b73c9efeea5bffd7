package io.regionalfailover.training;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What an API server answers about some policies, their zone and their regions, and that takes every status. */
final class CannedCluster {
    private static final String GROUP = "regionalfailover.io/v1alpha1";
    private static final Map<String, String> KINDS = Map.of(
            "failoverpolicies", "FailoverPolicy",
            "dnszones", "DnsZone",
            "regions", "Region",
            "regiondrains", "RegionDrain",
            "trafficshifts", "TrafficShift",
            "failoverdrills", "FailoverDrill");
    private static final String NAMESPACE = "rehearsal";
    private static final String ZONE = "rehearsal-example";

    private final int policies;
    private final int frontEnds;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    /** @param frontEnds the port on loopback where they answer */
    CannedCluster(int policies, int frontEnds) {
        this.policies = policies;
        this.frontEnds = frontEnds;
    }

    /** An answer, as JSON. */
    record Answer(int status, String body) {}

    /** Whether the status of every policy was written since its plan was. */
    boolean isReported() {
        return reported.size() == policies;
    }

    /** @param asked the request's body */
    Answer of(String method, String path, String asked) {
        if (method.equals("PATCH") && path.contains("/failoverpolicies/") && asked.contains("writtenAt")) {
            reported.add(path);
        }
        if (!method.equals("GET")) {
            return new Answer(method.equals("POST") ? 201 : 200, asked);
        }
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (path.contains("/" + GROUP + "/")) {
            return KINDS.containsKey(last) ? new Answer(200, list(last)) : one(path, last);
        }
        return last.equals("version")
                ? new Answer(200, "{\"major\":\"1\",\"minor\":\"34\",\"gitVersion\":\"v1.34.0\"}")
                : missing(path);
    }

    private Answer one(String path, String name) {
        if (path.contains("/dnszones/")) {
            return new Answer(200, zone());
        }
        return path.contains("/regions/") ? new Answer(200, region(name)) : missing(path);
    }

    private static Answer missing(String path) {
        return new Answer(404, """
                {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404,"message":"%s"}
                """.formatted(path));
    }

    private String list(String plural) {
        String items = switch (plural) {
            case "failoverpolicies" ->
                IntStream.range(0, policies).mapToObj(this::policy).collect(Collectors.joining(","));
            case "dnszones" -> zone();
            case "regions" -> region("us-east-1") + "," + region("us-west-2");
            default -> "";
        };
        return """
                {"apiVersion":"%s","kind":"%sList","metadata":{"resourceVersion":"1"},"items":[%s]}
                """.formatted(GROUP, KINDS.get(plural), items);
    }

    private static String object(String kind, String place, String name, String spec) {
        return """
                {"apiVersion":"%s","kind":"%s","metadata":{%s"name":"%s","generation":1,"uid":"%s-%s","resourceVersion":"1",
                "creationTimestamp":"2026-11-23T03:00:00Z","finalizers":["regionalfailover.io/dns"]},"spec":%s}
                """.formatted(GROUP, kind, place, name, kind, name, spec);
    }

    private static String zone() {
        return object("DnsZone", "", ZONE, """
                {"domainName":"%s","provider":{"route53":{"hostedZoneId":"%s"}},
                "grants":[{"name":"all","namespaces":{"names":["%s"]}}]}
                """.formatted(CannedRoute53.APEX, CannedRoute53.ZONE, NAMESPACE));
    }

    private static String region(String name) {
        return object("Region", "", name, "{}");
    }

    private String policy(int number) {
        String name = "app-" + number;
        return object("FailoverPolicy", "\"namespace\":\"" + NAMESPACE + "\",", name, """
                {"dns":{"zone":"%s","records":[{"name":"%s.%s","type":"A","ttl":"30s"}]},
                "regions":[{"name":"us-east-1","weight":100,"endpoints":[{"addresses":["127.0.0.1"]}]},
                           {"name":"us-west-2","weight":0,"endpoints":[{"addresses":["127.0.0.1"]}]}],
                "checks":[{"name":"frontend","interval":"5s","failureThreshold":2,"successThreshold":1,
                           "http":{"url":"http://{target}:%d/healthz"}}],
                "failback":{"stableFor":"5m","steps":[25,50,100],"stepInterval":"1m"}}
                """.formatted(
                        ZONE, name, CannedRoute53.APEX, frontEnds));
    }
}
