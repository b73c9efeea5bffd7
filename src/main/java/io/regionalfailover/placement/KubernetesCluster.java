package io.regionalfailover.placement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.regionalfailover.decision.RoomTrial;
import io.regionalfailover.placement.ApiCall.Act;
import io.regionalfailover.placement.Kinds.Served;
import io.regionalfailover.placement.Kinds.Shape;
import io.regionalfailover.placement.Obstacle.Kind;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A Kubernetes cluster. Changes nothing of a workload but its count of copies and one annotation, each with the
 * resourceVersion that was read, so that nobody's work is overwritten.
 */
public final class KubernetesCluster implements Cluster {
    /** How often a scale-up reads again when somebody else was faster; controllers write statuses all the time. */
    private static final int ATTEMPTS = 5;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final HttpClient http;
    private final String server;
    private final InstantSource clock;
    private final Kinds kinds = new Kinds();
    private final Counting counting = new Counting(kinds);
    private final DryRun dryRun = new DryRun(kinds, counting);

    private KubernetesCluster(HttpClient http, String server, InstantSource clock) {
        this.http = http;
        this.server = server;
        this.clock = clock;
    }

    /**
     * The cluster that a client speaks to. Uses the client's connections and credentials, and none of its retries and
     * time-outs; the caller closes the client.
     *
     * @param clock steady; by it requests end
     */
    public static KubernetesCluster of(KubernetesClient client, InstantSource clock) {
        HttpClient once = client.getHttpClient()
                .newBuilder()
                .tag(new RequestConfigBuilder()
                        .withRequestRetryBackoffLimit(0)
                        .withRequestTimeout((int) ApiCall.LONGEST.toMillis())
                        .build())
                .build();
        String server = client.getMasterUrl().toString();
        return new KubernetesCluster(once, server.replaceAll("/+$", ""), clock);
    }

    /** Whether the cluster answers and accepts our credentials. Blocks for about five seconds at most, never throws. */
    public Reach reach() {
        ApiCall call = new ApiCall(http, server, clock, "API server");
        try {
            JsonNode version = call.get("/version", "", new Act("get", "/version"));
            return new Reach.Reached(version.path("gitVersion").asText());
        } catch (Obstacle e) {
            return e.asReach();
        }
    }

    @Override
    public Sighting look(Workload workload) {
        ApiCall call = call(workload);
        try {
            Served served = kinds.of(workload, call);
            return counting.seen(workload, served, counting.read(workload, served, call), call);
        } catch (Obstacle e) {
            return e.asSighting();
        }
    }

    @Override
    public Scaled raise(Workload workload, int atLeast, Stamp stamp) {
        ApiCall call = call(workload);
        try {
            Served served = scalable(workload, call);
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                try {
                    return raise(workload, served, atLeast, stamp, call);
                } catch (Obstacle e) {
                    if (e.kind() != Kind.CONFLICT) {
                        throw e;
                    }
                }
            }
            return new Scaled.Unreachable(workload.label()
                    + " was changed by somebody else each time it was to be scaled, " + ATTEMPTS + " times");
        } catch (Obstacle e) {
            return e.asScaled();
        }
    }

    private Scaled raise(Workload workload, Served served, int atLeast, Stamp stamp, ApiCall call) throws Obstacle {
        JsonNode object = counting.read(workload, served, call);
        Optional<Long> found = Optional.ofNullable(Counting.stamps(object).get(stamp.owner()));
        if (found.filter(epoch -> epoch > stamp.epoch()).isPresent()) {
            return new Scaled.Outdated(newer(workload, found.get(), stamp));
        }
        if (found.filter(epoch -> epoch == stamp.epoch()).isEmpty()) {
            object = call.patch(
                    served.path(workload), stamped(object, stamp), workload.namespace(), served.act("patch"));
        }
        int desired = counting.desired(workload, served, object, call);
        int most = served.shape() == Shape.AUTOSCALER
                ? object.path("spec").path("maxReplicas").asInt(Integer.MAX_VALUE)
                : Integer.MAX_VALUE;
        int wanted = Math.min(atLeast, most);
        if (wanted > desired) {
            desired = write(workload, served, wanted, Counting.resourceVersion(object), call);
        }
        if (atLeast > most) {
            throw call.obstacle(
                    Kind.REFUSED,
                    ": minReplicas " + atLeast + " is needed and maxReplicas is " + most
                            + ", which is not changed here;" + " minReplicas is " + desired
                            + " now, allowed is at most maxReplicas");
        }
        if (served.shape() == Shape.AUTOSCALER && atLeast > 0) {
            refuseWhenOff(workload, object, call);
        }
        return new Scaled.Done(desired);
    }

    private void refuseWhenOff(Workload autoscaler, JsonNode object, ApiCall call) throws Obstacle {
        Workload target = Counting.targetOf(autoscaler, object);
        Served served = kinds.of(target, call);
        if (counting.desired(target, served, counting.read(target, served, call), call) == 0) {
            throw Counting.off(target, call);
        }
    }

    @Override
    public Scaled lower(Workload workload, int to, Stamp stamp, Sighting.Seen asRead) {
        for (Map.Entry<String, Long> found : asRead.stamps().entrySet()) {
            if (!found.getKey().equals(stamp.owner())) {
                return new Scaled.Outdated(workload.label() + " is not scaled down: its annotation "
                        + Stamp.ANNOTATION_PREFIX + found.getKey()
                        + " says that another policy counts on it; remove the annotation if that policy is gone");
            }
            if (found.getValue() > stamp.epoch()) {
                return new Scaled.Outdated(newer(workload, found.getValue(), stamp));
            }
        }
        ApiCall call = call(workload);
        try {
            Served served = scalable(workload, call);
            int wanted = served.shape() == Shape.AUTOSCALER ? Math.max(1, to) : to;
            if (asRead.desired() <= wanted) {
                return new Scaled.Done(asRead.desired());
            }
            return new Scaled.Done(write(workload, served, wanted, asRead.resourceVersion(), call));
        } catch (Obstacle e) {
            return e.asScaled();
        }
    }

    @Override
    public Map<Workload, RoomTrial> rehearse(Map<Workload, Integer> wanted, Stamp stamp) {
        Map<Workload, RoomTrial> trials = new LinkedHashMap<>();
        Optional<Quotas> quotas = Optional.empty();
        Optional<String> silent = Optional.empty();
        for (Map.Entry<Workload, Integer> entry : wanted.entrySet()) {
            Workload workload = entry.getKey();
            int asked = entry.getValue();
            if (silent.isPresent()) {
                trials.put(workload, new RoomTrial.Unknown(asked, silent.get()));
                continue;
            }
            ApiCall call = call(workload);
            try {
                // Before the pods are counted: whoever comes in between is not counted twice.
                quotas = Optional.of(quotas.isPresent() ? quotas.get() : Quotas.of(workload.namespace(), call));
                Served served = scalable(workload, call);
                trials.put(workload, dryRun.tried(workload, served, asked, stamp, quotas.get(), call));
            } catch (Obstacle e) {
                trials.put(workload, e.asTrial(asked));
                silent = e.kind() == Kind.UNREACHABLE ? Optional.of(String.valueOf(e.getMessage())) : Optional.empty();
            }
        }
        return trials;
    }

    private Served scalable(Workload workload, ApiCall call) throws Obstacle {
        Served served = kinds.of(workload, call);
        if (served.shape() == Shape.DAEMON_SET) {
            throw call.obstacle(
                    Kind.MISSING,
                    " cannot be scaled: it runs one Pod on each node; allowed is what has a scale subresource, or a"
                            + " HorizontalPodAutoscaler");
        }
        return served;
    }

    /** Writes a count if the object still is what was read. @return the count that is wanted now */
    private static int write(Workload workload, Served served, int count, String resourceVersion, ApiCall call)
            throws Obstacle {
        boolean autoscaler = served.shape() == Shape.AUTOSCALER;
        String field = autoscaler ? "minReplicas" : "replicas";
        ObjectNode patch = JSON.objectNode();
        patch.putObject("metadata").put("resourceVersion", resourceVersion);
        patch.putObject("spec").put(field, count);
        String path = served.path(workload) + (autoscaler ? "" : "/scale");
        Act act = autoscaler ? served.act("patch") : served.scaleAct("patch");
        return call.patch(path, patch, workload.namespace(), act)
                .path("spec")
                .path(field)
                .asInt();
    }

    private static ObjectNode stamped(JsonNode object, Stamp stamp) {
        ObjectNode patch = JSON.objectNode();
        patch.putObject("metadata")
                .put("resourceVersion", Counting.resourceVersion(object))
                .putObject("annotations")
                .put(stamp.annotation(), Long.toString(stamp.epoch()));
        return patch;
    }

    private static String newer(Workload workload, long found, Stamp stamp) {
        return workload.label() + " carries the stamp of plan " + found + ", which is newer than " + stamp.epoch()
                + ": nothing is scaled for an older plan";
    }

    private ApiCall call(Workload workload) {
        return new ApiCall(http, server, clock, workload.label());
    }
}
