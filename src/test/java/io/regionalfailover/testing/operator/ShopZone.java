package io.regionalfailover.testing.operator;

import io.regionalfailover.testing.route53.ApiRequest;
import io.regionalfailover.testing.route53.BatchSender;
import io.regionalfailover.testing.route53.Change;
import io.regionalfailover.testing.route53.Operation;
import io.regionalfailover.testing.route53.RecordSet;
import io.regionalfailover.testing.route53.Route53StandIn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The zone of a shop as Route 53 has it, read from there and never from what the operator says. */
public final class ShopZone {
    private final Route53StandIn route53;
    private final String id;
    private final String domain;
    private final String name;
    private final Map<String, String> regionByAddress;

    /**
     * Makes the zone.
     *
     * @param domain its apex
     * @param name the published name
     * @param regionByAddress which region an address stands for
     */
    public ShopZone(Route53StandIn route53, String domain, String name, Map<String, String> regionByAddress) {
        this.route53 = route53;
        this.domain = domain;
        this.name = name;
        this.id = route53.createZone(domain);
        this.regionByAddress = Map.copyOf(regionByAddress);
    }

    /** The hosted zone's id. */
    public String id() {
        return id;
    }

    /** The weight of each region that is in force at the published name. */
    public Map<String, Long> weights() {
        return weights(name);
    }

    /** The weight of each region that is in force at a name. */
    public Map<String, Long> weights(String of) {
        Map<String, Long> weights = new TreeMap<>();
        for (RecordSet set : route53.inForce(id)) {
            if (set.name().equals(of + ".") && set.type().equals("A")) {
                weights.put(region(set), set.weight().orElse(1L));
            }
        }
        return weights;
    }

    /** The record sets of a name and type, as the API would list them. */
    public List<RecordSet> sets(String of, String type) {
        return route53.recordSets(id, of, type);
    }

    /** All record sets save those that every zone has. */
    public List<RecordSet> sets() {
        return route53.recordSets(id).stream()
                .filter(set -> !set.type().equals("NS") && !set.type().equals("SOA"))
                .toList();
    }

    /** The fence beside the published name: one TXT set, or none. */
    public List<RecordSet> fence() {
        return sets("_failover." + name, "TXT");
    }

    /** The set of a region at the published name. */
    public RecordSet setOf(String region) {
        return sets(name, "A").stream()
                .filter(set -> region(set).equals(region))
                .findFirst()
                .orElseThrow();
    }

    /** Everything the zone's record sets at the published name ever said while in force, from the first publication on. */
    public List<Map<String, Long>> history() {
        Map<String, String> regionBySet = new HashMap<>();
        for (ApiRequest batch : route53.requests(Operation.CHANGE_RECORD_SETS)) {
            for (Change change : batch.changes()) {
                change.set().setIdentifier().ifPresent(identifier -> regionBySet.put(identifier, region(change.set())));
            }
        }
        List<Map<String, Long>> history = new ArrayList<>();
        boolean published = false;
        for (var entry : route53.history(id, name, "A")) {
            published |= !entry.weights().isEmpty();
            if (published) {
                Map<String, Long> weights = new LinkedHashMap<>();
                entry.weights()
                        .forEach((identifier, weight) ->
                                weights.put(regionBySet.getOrDefault(identifier, identifier), weight));
                history.add(weights);
            }
        }
        return history;
    }

    /** The batches that were sent for the zone, whatever became of them, oldest first. */
    public List<ApiRequest> attempts() {
        return route53.requests(Operation.CHANGE_RECORD_SETS).stream()
                .filter(request -> request.zoneId().filter(id::equals).isPresent())
                .toList();
    }

    /** The batches that Route 53 accepted for the zone, oldest first. */
    public List<ApiRequest> batches() {
        return attempts().stream()
                .filter(request -> request.outcome().equals("OK"))
                .toList();
    }

    /** All requests for the zone, oldest first; those that ask for a change do not name their zone. */
    public List<ApiRequest> requests() {
        return route53.requests().stream()
                .filter(request -> request.zoneId().filter(id::equals).isPresent())
                .toList();
    }

    /** Sends a batch once more, byte for byte, as a delayed instance would. */
    public void replay(ApiRequest batch) {
        try (BatchSender late = new BatchSender(route53)) {
            late.send(id, batch.changes());
        }
    }

    /** Changes record sets as a person at the console would. */
    public void edit(Change... changes) {
        route53.editByHand(id, changes);
    }

    /** The zone's apex. */
    public String domain() {
        return domain;
    }

    private String region(RecordSet set) {
        return set.values().isEmpty()
                ? set.key().toString()
                : regionByAddress.getOrDefault(
                        set.values().getFirst(), set.values().getFirst());
    }

    /** Which regions health has been leaving stands in the zone beside what policies publish. */
    public static boolean isLedger(RecordSet set) {
        return set.name().toString().startsWith("_failover-velocity.");
    }
}
