package io.regionalfailover.placement;

import com.fasterxml.jackson.databind.JsonNode;
import io.regionalfailover.placement.ApiCall.Act;
import io.regionalfailover.placement.Kinds.Served;
import io.regionalfailover.placement.Obstacle.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Counts a workload's copies. */
final class Counting {
    private static final String ONE_PAGE = "250";

    private final Kinds kinds;

    Counting(Kinds kinds) {
        this.kinds = kinds;
    }

    /**
     * Copies of a workload.
     *
     * @param desired wanted
     * @param ready ready, of the generation that is wanted
     * @param available ready for long enough, as the cluster told last
     */
    private record Copies(int desired, int ready, int available) {}

    /** What an object says of itself, as {@link Sighting.Seen} tells it. */
    Sighting.Seen seen(Workload workload, Served served, JsonNode object, ApiCall call) throws Obstacle {
        Copies copies = copies(workload, served, object, call);
        return new Sighting.Seen(
                copies.desired(), copies.ready(), copies.available(), stamps(object), resourceVersion(object));
    }

    /** How many copies are wanted. */
    int desired(Workload workload, Served served, JsonNode object, ApiCall call) throws Obstacle {
        return switch (served.shape()) {
            case REPLICATED -> object.path("spec").path("replicas").asInt(1);
            case AUTOSCALER -> object.path("spec").path("minReplicas").asInt(1);
            case DAEMON_SET ->
                object.path("status").path("desiredNumberScheduled").asInt();
            case SCALED ->
                scale(workload, served, call).path("spec").path("replicas").asInt();
        };
    }

    /** How many Pods there are, ready or not, of whatever generation. */
    int pods(Workload workload, Served served, JsonNode object, ApiCall call) throws Obstacle {
        JsonNode counted = served.shape() == Kinds.Shape.SCALED ? scale(workload, served, call) : object;
        return counted.path("status").path("replicas").asInt();
    }

    private Copies copies(Workload workload, Served served, JsonNode object, ApiCall call) throws Obstacle {
        JsonNode status = object.path("status");
        return switch (served.shape()) {
            case REPLICATED ->
                new Copies(
                        desired(workload, served, object, call),
                        noted(object) ? status.path("readyReplicas").asInt() : 0,
                        status.path("availableReplicas").asInt());
            case DAEMON_SET ->
                new Copies(
                        desired(workload, served, object, call),
                        noted(object) ? status.path("numberReady").asInt() : 0,
                        status.path("numberAvailable").asInt());
            case AUTOSCALER -> {
                Copies scaled = target(workload, object, call);
                yield new Copies(desired(workload, served, object, call), scaled.ready(), scaled.available());
            }
            case SCALED -> scaled(workload, served, object, call);
        };
    }

    private Copies scaled(Workload workload, Served served, JsonNode object, ApiCall call) throws Obstacle {
        JsonNode scale = scale(workload, served, call);
        JsonNode status = object.path("status");
        int desired = scale.path("spec").path("replicas").asInt();
        if (status.path("readyReplicas").isNumber() && noted(object)) {
            int ready = status.path("readyReplicas").asInt();
            return new Copies(desired, ready, status.path("availableReplicas").asInt(ready));
        }
        int ready = readyPods(workload, scale.path("status").path("selector").asText(""), call);
        return new Copies(desired, ready, ready);
    }

    /** The copies of what an autoscaler scales. */
    private Copies target(Workload autoscaler, JsonNode object, ApiCall call) throws Obstacle {
        Workload target = targetOf(autoscaler, object);
        Served served = kinds.of(target, call);
        if (served.shape() == Kinds.Shape.AUTOSCALER) {
            throw call.obstacle(Kind.MISSING, " scales another HorizontalPodAutoscaler, which has no copies");
        }
        return copies(target, served, read(target, served, call), call);
    }

    /** An autoscaler whose target has 0 copies does nothing, whatever its {@code minReplicas}. */
    static Obstacle off(Workload target, ApiCall call) {
        return call.obstacle(
                Kind.REFUSED,
                " is off, since " + target.label() + ", which it scales, has 0 replicas; allowed is 1 or more");
    }

    /** What an autoscaler scales. */
    static Workload targetOf(Workload autoscaler, JsonNode object) {
        JsonNode target = object.path("spec").path("scaleTargetRef");
        return new Workload(
                target.path("apiVersion").asText("v1"),
                target.path("kind").asText(),
                autoscaler.namespace(),
                target.path("name").asText());
    }

    /** The object itself. */
    JsonNode read(Workload workload, Served served, ApiCall call) throws Obstacle {
        try {
            return call.get(served.path(workload), workload.namespace(), served.act("get"));
        } catch (Obstacle e) {
            if (e.kind() == Kind.MISSING) {
                kinds.forget(workload);
                throw new Obstacle(Kind.MISSING, workload.label() + " does not exist in the cluster");
            }
            throw e;
        }
    }

    private JsonNode scale(Workload workload, Served served, ApiCall call) throws Obstacle {
        try {
            return call.get(served.path(workload) + "/scale", workload.namespace(), served.scaleAct("get"));
        } catch (Obstacle e) {
            if (e.kind() == Kind.MISSING) {
                kinds.forget(workload);
                throw call.obstacle(Kind.MISSING, " has no scale subresource any longer");
            }
            throw e;
        }
    }

    /** The stamps that scale-ups left. One that is not a number counts as the oldest: it is there, and anything is newer. */
    static Map<String, Long> stamps(JsonNode object) {
        Map<String, Long> stamps = new HashMap<>();
        for (var annotation : object.path("metadata").path("annotations").properties()) {
            if (annotation.getKey().startsWith(Stamp.ANNOTATION_PREFIX)) {
                String owner = annotation.getKey().substring(Stamp.ANNOTATION_PREFIX.length());
                String epoch = annotation.getValue().asText();
                stamps.put(owner, epoch.matches("[0-9]{1,18}") ? Long.parseLong(epoch) : 0L);
            }
        }
        return stamps;
    }

    static String resourceVersion(JsonNode object) {
        return object.path("metadata").path("resourceVersion").asText();
    }

    /** Whether the status is about the spec that is wanted now. Whoever keeps no generation is believed. */
    private static boolean noted(JsonNode object) {
        JsonNode observed = object.path("status").path("observedGeneration");
        return observed.isMissingNode()
                || observed.asLong()
                        >= object.path("metadata").path("generation").asLong();
    }

    private static int readyPods(Workload workload, String selector, ApiCall call) throws Obstacle {
        if (selector.isBlank()) {
            throw call.obstacle(
                    Kind.MISSING,
                    ": how many are ready cannot be told: it has neither status.readyReplicas nor a selector in its scale");
        }
        String pods = "/api/v1/namespaces/" + encoded(workload.namespace()) + "/pods?limit=" + ONE_PAGE
                + "&labelSelector=" + encoded(selector);
        int ready = 0;
        String more = "";
        do {
            String page = more.isEmpty() ? pods : pods + "&continue=" + encoded(more);
            JsonNode list = call.get(page, workload.namespace(), new Act("list", "pods"));
            for (JsonNode pod : list.path("items")) {
                ready += isReady(pod) ? 1 : 0;
            }
            more = list.path("metadata").path("continue").asText("");
        } while (!more.isEmpty());
        return ready;
    }

    private static boolean isReady(JsonNode pod) {
        if (pod.path("metadata").has("deletionTimestamp")) {
            return false;
        }
        for (JsonNode condition : pod.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
