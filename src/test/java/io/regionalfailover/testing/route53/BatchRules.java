package io.regionalfailover.testing.route53;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules that look at a batch alone, without the zone: its form and its size. */
final class BatchRules {

    private static final int MAX_VALUES = 1_000;
    private static final int MAX_CHARACTERS = 32_000;
    private static final int MAX_VALUE_LENGTH = 4_000;
    private static final long MAX_TTL = Integer.MAX_VALUE;
    private static final String CONTENT =
            "[AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId]";
    private static final String ROUTING =
            "[Weight, Region, Failover, GeoLocation, MultiValueAnswer, CidrRoutingConfig, or GeoProximityLocation]";

    private BatchRules() {}

    /** Returns why the request is not well formed ({@code InvalidInput}), or empty. */
    static Optional<String> malformed(List<Change> changes) {
        if (changes.isEmpty()) {
            return Optional.of(
                    "Invalid XML ; cvc-complex-type.2.4.b: The content of element 'Changes' is not complete.");
        }
        for (int i = 0; i < changes.size(); i++) {
            Optional<String> problem = malformed(changes.get(i), i + 1);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> malformed(Change change, int position) {
        RecordSet set = change.set();
        if (!RecordSyntax.isKnownType(set.type())) {
            return Optional.of("Invalid XML ; cvc-enumeration-valid: Value '" + set.type()
                    + "' is not facet-valid with respect to enumeration of record types");
        }
        Optional<String> range = outOfRange(set, position);
        if (range.isPresent()) {
            return range;
        }
        boolean valued = set.ttl().isPresent() && !set.values().isEmpty();
        boolean partlyValued = set.ttl().isPresent() || !set.values().isEmpty();
        if (set.alias().isPresent() ? partlyValued : !valued) {
            return invalid("Expected exactly one of " + CONTENT, set.alias().isPresent(), change);
        }
        if (set.setIdentifier().isPresent() && set.weight().isEmpty()) {
            return invalid("Expected exactly one of " + ROUTING, false, change);
        }
        if (set.weight().isPresent() && set.setIdentifier().isEmpty()) {
            return Optional.of("Invalid request: Missing field 'SetIdentifier' in " + described(change));
        }
        return Optional.empty();
    }

    private static Optional<String> outOfRange(RecordSet set, int position) {
        String path = "changeBatch.changes." + position + ".member.resourceRecordSet.";
        if (set.ttl().filter(ttl -> ttl < 0 || ttl > MAX_TTL).isPresent()) {
            return constraint(path + "tTL", set.ttl().get(), "have value between 0 and " + MAX_TTL);
        }
        if (set.weight().filter(weight -> weight < 0 || weight > 255).isPresent()) {
            return constraint(path + "weight", set.weight().get(), "have value between 0 and 255");
        }
        if (set.setIdentifier().filter(id -> id.isEmpty() || id.length() > 128).isPresent()) {
            return constraint(path + "setIdentifier", set.setIdentifier().get(), "have length between 1 and 128");
        }
        if (set.alias().filter(alias -> alias.hostedZoneId().isEmpty()).isPresent()) {
            return constraint(path + "aliasTarget.hostedZoneId", "", "have length greater than 0");
        }
        return set.values().stream()
                .filter(value -> value.length() > MAX_VALUE_LENGTH)
                .findFirst()
                .flatMap(value ->
                        constraint(path + "resourceRecords", value, "have length at most " + MAX_VALUE_LENGTH));
    }

    private static Optional<String> constraint(String path, Object value, String constraint) {
        return Optional.of("1 validation error detected: Value '" + value + "' at '" + path
                + "' failed to satisfy constraint: Member must " + constraint);
    }

    private static Optional<String> invalid(String expectation, boolean several, Change change) {
        return Optional.of("Invalid request: " + expectation + ", but found " + (several ? "more than one" : "none")
                + " in " + described(change));
    }

    private static String described(Change change) {
        return "Change with [Action=" + change.action() + ", Name="
                + change.set().name() + ", Type=" + change.set().type() + ", SetIdentifier="
                + change.set().setIdentifier().orElse("null") + "]";
    }

    /** Returns which limits of one batch are passed ({@code InvalidChangeBatch}). */
    static Optional<String> tooLarge(List<Change> changes) {
        long values = 0;
        long characters = 0;
        for (Change change : changes) {
            // An UPSERT may delete and create: it counts twice.
            int times = change.action() == Change.Action.UPSERT ? 2 : 1;
            values += (long) times * change.set().values().size();
            characters += (long) times
                    * change.set().values().stream().mapToInt(String::length).sum();
        }
        if (values > MAX_VALUES) {
            return Optional.of("Number of records limit of " + MAX_VALUES + " exceeded.");
        }
        return characters > MAX_CHARACTERS
                ? Optional.of("RDATA character limit of " + MAX_CHARACTERS + " exceeded.")
                : Optional.empty();
    }

    /** Returns the record sets that one batch changes in a way it must not: more than a DELETE and then one other change. */
    static Set<RecordSetKey> contradictory(List<Change> changes) {
        Map<RecordSetKey, Change.Action> last = new HashMap<>();
        Set<RecordSetKey> contradictory = new HashSet<>();
        for (Change change : changes) {
            Change.Action before = last.put(change.set().key(), change.action());
            boolean replaced = before == Change.Action.DELETE && change.action() == Change.Action.CREATE;
            if (before != null && !replaced) {
                contradictory.add(change.set().key());
            }
        }
        return contradictory;
    }
}
