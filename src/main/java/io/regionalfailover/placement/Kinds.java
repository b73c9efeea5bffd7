package io.regionalfailover.placement;

import com.fasterxml.jackson.databind.JsonNode;
import io.regionalfailover.placement.ApiCall.Act;
import io.regionalfailover.placement.Obstacle.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Under which paths a cluster serves kinds. Those of Kubernetes itself are known, others are looked up once. */
final class Kinds {
    /** How a kind's copies are counted. */
    enum Shape {
        /** {@code spec.replicas} and the counts in the status, as all of Kubernetes' own have them. */
        REPLICATED,
        /** Told by a scale subresource alone. */
        SCALED,
        /** One on each node. */
        DAEMON_SET,
        /** Its {@code minReplicas}. */
        AUTOSCALER
    }

    /**
     * A kind as a cluster serves it.
     *
     * @param root {@code /apis/apps/v1}
     * @param plural {@code deployments}
     * @param group empty for the core group
     */
    record Served(String root, String plural, String group, Shape shape) {
        /** An object's path. */
        String path(Workload workload) {
            return root + "/namespaces/" + segment(workload.namespace()) + "/" + plural + "/"
                    + segment(workload.name());
        }

        /** What is done to an object, in RBAC's words. */
        Act act(String verb) {
            return new Act(verb, resource());
        }

        /** What is done to its scale subresource. */
        Act scaleAct(String verb) {
            return new Act(verb, resource() + "/scale");
        }

        private String resource() {
            return group.isEmpty() ? plural : plural + "." + group;
        }
    }

    private static final Map<String, Map<String, Shape>> KNOWN = Map.of(
            "apps/v1",
            Map.of(
                    "Deployment", Shape.REPLICATED,
                    "StatefulSet", Shape.REPLICATED,
                    "ReplicaSet", Shape.REPLICATED,
                    "DaemonSet", Shape.DAEMON_SET),
            "v1",
            Map.of("ReplicationController", Shape.REPLICATED),
            "autoscaling/v2",
            Map.of("HorizontalPodAutoscaler", Shape.AUTOSCALER),
            "autoscaling/v1",
            Map.of("HorizontalPodAutoscaler", Shape.AUTOSCALER));

    private final Map<String, Served> found = new ConcurrentHashMap<>();

    /** How a workload's kind is served. */
    Served of(Workload workload, ApiCall call) throws Obstacle {
        Optional<Shape> shape =
                Optional.ofNullable(KNOWN.get(workload.apiVersion())).map(kinds -> kinds.get(workload.kind()));
        if (shape.isPresent()) {
            return served(workload.apiVersion(), plural(workload.kind()), shape.get());
        }
        String key = workload.apiVersion() + "/" + workload.kind();
        Served known = found.get(key);
        if (known != null) {
            return known;
        }
        Served looked = discovered(workload, call);
        found.put(key, looked);
        return looked;
    }

    /** The object is not where it was thought to be: its kind is looked up anew the next time. */
    void forget(Workload workload) {
        found.remove(workload.apiVersion() + "/" + workload.kind());
    }

    private static Served discovered(Workload workload, ApiCall call) throws Obstacle {
        JsonNode list = discovery(workload, call);
        Optional<String> plural = Optional.empty();
        for (JsonNode resource : list.path("resources")) {
            String name = resource.path("name").asText();
            if (resource.path("kind").asText().equals(workload.kind())
                    && resource.path("namespaced").asBoolean()
                    && !name.contains("/")) {
                plural = Optional.of(name);
            }
        }
        if (plural.isEmpty()) {
            throw unknown(workload, call);
        }
        String scale = plural.get() + "/scale";
        for (JsonNode resource : list.path("resources")) {
            if (resource.path("name").asText().equals(scale)) {
                return served(workload.apiVersion(), plural.get(), Shape.SCALED);
            }
        }
        throw call.obstacle(
                Kind.MISSING,
                " cannot be scaled: " + workload.apiVersion() + " " + workload.kind()
                        + " has no scale subresource; allowed is a kind that has one, or a HorizontalPodAutoscaler");
    }

    private static JsonNode discovery(Workload workload, ApiCall call) throws Obstacle {
        try {
            return call.get(root(workload.apiVersion()), "", new Act("get", root(workload.apiVersion())));
        } catch (Obstacle e) {
            throw e.kind() == Kind.MISSING ? unknown(workload, call) : e;
        }
    }

    private static Obstacle unknown(Workload workload, ApiCall call) {
        return call.obstacle(
                Kind.MISSING,
                " does not exist: the cluster serves no namespaced kind " + workload.kind() + " in "
                        + workload.apiVersion());
    }

    private static Served served(String apiVersion, String plural, Shape shape) {
        int slash = apiVersion.indexOf('/');
        return new Served(root(apiVersion), plural, slash < 0 ? "" : apiVersion.substring(0, slash), shape);
    }

    private static String root(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0
                ? "/api/" + segment(apiVersion)
                : "/apis/" + segment(apiVersion.substring(0, slash)) + "/" + segment(apiVersion.substring(slash + 1));
    }

    private static String plural(String kind) {
        return kind.toLowerCase(Locale.ROOT) + "s";
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
