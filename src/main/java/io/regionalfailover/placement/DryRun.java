package io.regionalfailover.placement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regionalfailover.decision.RoomTrial;
import io.regionalfailover.placement.Kinds.Served;
import io.regionalfailover.placement.Kinds.Shape;
import java.util.OptionalInt;

/**
 * The two writes of a scale-up, asked for with {@code dryRun=All}: rights and admission say what they would say, and nothing is
 * changed. Pods are made later by a controller, so what they may use up is read from the namespace's quotas.
 */
final class DryRun {
    private static final String ALL = "?dryRun=All";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Kinds kinds;
    private final Counting counting;

    DryRun(Kinds kinds, Counting counting) {
        this.kinds = kinds;
        this.counting = counting;
    }

    /**
     * One workload.
     *
     * @param served how its kind is served, which can be scaled
     * @param quotas of its namespace, read before
     */
    RoomTrial.Accepted tried(Workload workload, Served served, int atLeast, Stamp stamp, Quotas quotas, ApiCall call)
            throws Obstacle {
        JsonNode object = counting.read(workload, served, call);
        ObjectNode mark = JSON.objectNode();
        mark.putObject("metadata").putObject("annotations").put(stamp.annotation(), Long.toString(stamp.epoch()));
        patch(served.path(workload), mark, workload, served.act("patch"), call);
        Target target = target(workload, served, object, call);
        if (served.shape() == Shape.AUTOSCALER
                && atLeast > 0
                && counting.desired(target.workload(), target.served(), target.object(), call) == 0) {
            throw Counting.off(target.workload(), call);
        }
        OptionalInt most = served.shape() == Shape.AUTOSCALER
                ? OptionalInt.of(object.path("spec").path("maxReplicas").asInt(Integer.MAX_VALUE))
                : OptionalInt.empty();
        int desired = counting.desired(workload, served, object, call);
        count(workload, served, Math.max(desired, Math.min(atLeast, most.orElse(Integer.MAX_VALUE))), call);
        return new RoomTrial.Accepted(
                atLeast,
                counting.pods(target.workload(), target.served(), target.object(), call),
                most,
                quotas.lines(target.object().path("spec").path("template")),
                quotas.unknown());
    }

    /** What makes the pods: the workload itself, or what an autoscaler scales. */
    private record Target(Workload workload, Served served, JsonNode object) {}

    private Target target(Workload workload, Served served, JsonNode object, ApiCall call) throws Obstacle {
        if (served.shape() != Shape.AUTOSCALER) {
            return new Target(workload, served, object);
        }
        Workload scaled = Counting.targetOf(workload, object);
        Served scaledAs = kinds.of(scaled, call);
        return new Target(scaled, scaledAs, counting.read(scaled, scaledAs, call));
    }

    private static void count(Workload workload, Served served, int wanted, ApiCall call) throws Obstacle {
        boolean autoscaler = served.shape() == Shape.AUTOSCALER;
        ObjectNode count = JSON.objectNode();
        count.putObject("spec").put(autoscaler ? "minReplicas" : "replicas", wanted);
        patch(
                served.path(workload) + (autoscaler ? "" : "/scale"),
                count,
                workload,
                autoscaler ? served.act("patch") : served.scaleAct("patch"),
                call);
    }

    private static void patch(String path, ObjectNode body, Workload workload, ApiCall.Act act, ApiCall call)
            throws Obstacle {
        var unused = call.patch(path + ALL, body, workload.namespace(), act);
    }
}
