package io.regionalfailover.kubectl;

/** What an API server answers about one policy that failed over, with as many fields as there are. */
final class Canned {
    private static final String META = "\"metadata\":{\"name\":\"%s\",\"namespace\":\"shop\",\"generation\":1,"
            + "\"creationTimestamp\":\"2026-11-23T03:00:00Z\",\"uid\":\"u\",\"resourceVersion\":\"1\"}";

    private static final String POLICY = "{\"apiVersion\":\"regionalfailover.io/v1alpha1\",\"kind\":\"FailoverPolicy\","
            + META.formatted("checkout") + """
            ,"spec":{"suspend":false,"mode":"Automatic",
              "dns":{"zone":"example-com","records":[{"name":"checkout.example.com","type":"A","ttl":"30s","endpoint":"default"}],
                "routing":"Weighted","adopt":false,"onDelete":"Retain"},
              "regions":[
                {"name":"us-east-1","weight":100,"endpoints":[{"name":"default","addresses":["198.51.100.10"]}],"parameters":{"db":"a"}},
                {"name":"us-west-2","weight":0,"endpoints":[{"name":"default","addresses":["203.0.113.10"]}],"parameters":{"db":"b"}}],
              "checks":[
                {"name":"frontend","severity":"Critical","interval":"5s","failureThreshold":3,"successThreshold":3,"from":"Anywhere",
                  "http":{"url":"https://{target}/healthz","method":"GET","expectedStatus":["200-299"]}},
                {"name":"database","severity":"Critical","interval":"5s","dns":{"name":"{db}","type":"A"}}],
              "failover":{"quorum":"Majority","steps":[100],"stepInterval":"10s","cooldown":"60s","minHealthyRegions":1},
              "failback":{"mode":"Automatic","stableFor":"5m","steps":[25,50,100],"stepInterval":"1m"},
              "placement":[{"name":"web","workload":{"apiVersion":"apps/v1","kind":"Deployment","name":"checkout"},
                "replicas":{"total":20,"minPerRegion":2},"scaleDown":"AfterDrain",
                "readiness":{"minPercent":100,"timeout":"5m","onTimeout":"Shift"}}]},
            "status":{"observedGeneration":1,"phase":"FailedOver","reason":"RegionUnhealthy","message":"us-east-1 is unhealthy",
              "nextCheckAt":"2026-11-23T04:20:00Z","serving":"us-east-1=50,us-west-2=50","unhealthy":"",
              "regions":[
                {"name":"us-east-1","health":"Healthy","since":"2026-11-23T04:00:00Z","reason":"ChecksPassing","message":"m",
                  "weight":50,"share":50,"steadyWeight":100,"checksPassing":2,"checksFailing":0,"checksUnknown":0,
                  "checks":[{"name":"database","result":"Failing","severity":"Critical","message":"NXDOMAIN",
                    "since":"2026-11-23T04:00:00Z","vantagePointsFailing":3,"vantagePoints":3}],
                  "placement":[{"name":"web","desired":10,"ready":10}]},
                {"name":"us-west-2","health":"Healthy","since":"2026-11-23T03:00:00Z","reason":"ChecksPassing","message":"m",
                  "weight":50,"share":50,"steadyWeight":0,"checksPassing":2,"checksFailing":0,"checksUnknown":0,
                  "placement":[{"name":"web","desired":10,"ready":10}]}],
              "plan":{"epoch":2,"nonce":"n","specHash":"h","reason":"RegionUnhealthy","decidedAt":"2026-11-23T04:00:05Z",
                "writtenAt":"2026-11-23T04:00:06Z","changeId":"c","inSyncAt":"2026-11-23T04:00:30Z","by":"us-west-2/pod"},
              "lastFailover":{"from":["us-east-1"],"to":["us-west-2"],"reason":"RegionUnhealthy",
                "firstFailureAt":"2026-11-23T03:59:50Z","decidedAt":"2026-11-23T04:00:05Z"},
              "history":[{"epoch":2,"at":"2026-11-23T04:00:05Z","reason":"RegionUnhealthy","message":"m",
                "weights":{"us-east-1":0,"us-west-2":100},"by":"us-west-2/pod"}],
              "conditions":[{"type":"FailoverReady","status":"False","observedGeneration":1,
                "lastTransitionTime":"2026-11-23T04:00:05Z","reason":"NoHealthyRegion","message":"no other region is Healthy"},
                {"type":"Held","status":"True","observedGeneration":1,"lastTransitionTime":"2026-11-23T04:00:05Z",
                "reason":"Stabilizing","message":"it has to stay healthy"}]}}
            """;

    private Canned() {}

    static String of(String method, String path) {
        if (method.equals("POST") && path.endsWith("/selfsubjectreviews")) {
            return "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"SelfSubjectReview\",\"status\":"
                    + "{\"userInfo\":{\"username\":\"warm-up\"}}}";
        }
        if (method.equals("POST")) {
            return "{\"apiVersion\":\"regionalfailover.io/v1alpha1\",\"kind\":\"RegionDrain\","
                    + META.formatted("drain")
                    + ",\"spec\":{\"region\":\"us-east-1\",\"reason\":\"r\",\"until\":\"2026-11-23T06:10:00Z\"}}";
        }
        if (path.endsWith("/failoverpolicies/checkout")) {
            return POLICY;
        }
        if (path.endsWith("/failoverpolicies")) {
            return list("FailoverPolicy", POLICY);
        }
        if (path.endsWith("/regions")) {
            return list(
                    "Region",
                    "{\"apiVersion\":\"regionalfailover.io/v1alpha1\",\"kind\":\"Region\","
                            + META.formatted("us-east-1") + ",\"spec\":{}}");
        }
        if (path.endsWith("/failoverdrills")) {
            return list("FailoverDrill", "");
        }
        return list(path.endsWith("/regiondrains") ? "RegionDrain" : "TrafficShift", "");
    }

    private static String list(String kind, String item) {
        return "{\"apiVersion\":\"regionalfailover.io/v1alpha1\",\"kind\":\"" + kind
                + "List\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[" + item + "]}";
    }
}
