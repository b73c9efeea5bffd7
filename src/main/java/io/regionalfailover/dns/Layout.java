package io.regionalfailover.dns;

import io.regionalfailover.decision.OrderMark;
import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Stage;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.dns.Found.OwnSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the zone holds of a policy once a plan is written: a fence beside every name, and one set a region for every name
 * and type. A region that the spec no longer has, but that still has weight, keeps the values found. A type that a name no
 * longer has keeps its sets, with the plan's weights, until it is released; only a CNAME and other types exclude each
 * other and are exchanged.
 */
final class Layout {
    /**
     * How long answers may be kept at most while an order waits to take traffic off a region, in seconds: once it does,
     * nobody is sent there for longer. It follows from the plan alone, so every instance wants the same.
     */
    static final long TTL_AHEAD_SECONDS = 10;

    private static final List<String> MAY_STAY = List.of("A", "AAAA");

    private Layout() {}

    /** Regions by position: those of the publication, then those that are only on their way out. */
    static List<String> regions(Publication publication, Plan plan) {
        Set<String> regions = new LinkedHashSet<>(publication.regions());
        plan.weights().byRegion().forEach((region, weight) -> {
            if (weight > 0) {
                regions.add(region);
            }
        });
        if (plan.stage() instanceof Stage.Evacuating(int ignored, Weights base, Set<String> from)) {
            base.byRegion().forEach((region, weight) -> {
                if (weight > 0) {
                    regions.add(region);
                }
            });
            regions.addAll(new TreeSet<>(from));
        }
        return List.copyOf(regions);
    }

    /**
     * The plan as a fence.
     *
     * @throws IllegalArgumentException when it cannot be one, with a sentence that says why
     */
    static Fence fence(Publication publication, Plan plan) {
        return fence(publication.owner(), plan, regions(publication, plan));
    }

    /**
     * The plan as a fence.
     *
     * @param regions by position
     * @throws IllegalArgumentException when it cannot be one, with a sentence that says why
     */
    static Fence fence(Owner owner, Plan plan, List<String> regions) {
        Fence.Progress progress = switch (plan.stage()) {
            case Stage.Settled() -> new Fence.Progress.Settled();
            case Stage.Evacuating(int percent, Weights base, Set<String> from) ->
                new Fence.Progress.Evacuating(percent, byPosition(base, regions), bits(from, regions));
            case Stage.Returning(int percent) -> new Fence.Progress.Returning(percent);
        };
        return new Fence(
                owner.installation(),
                owner.hash(),
                plan.epoch(),
                plan.nonce(),
                plan.specHash(),
                byPosition(plan.weights(), regions),
                progress,
                Math.min(plan.relapses(), Fence.MAX_RELAPSES),
                orders(plan.orders(), regions));
    }

    /** An order of regions that have no position says nothing here. */
    private static List<Fence.Order> orders(List<OrderMark> orders, List<String> regions) {
        List<Fence.Order> bits = new ArrayList<>();
        for (OrderMark order : orders) {
            int positions = (int) (bits(order.regions(), regions) & 0xffff);
            if (positions != 0) {
                bits.add(new Fence.Order(order.id(), order.author(), positions, order.force(), order.expiresAt()));
            }
        }
        return bits;
    }

    /**
     * The record sets of the plan.
     *
     * @param found what stands there
     * @throws IllegalArgumentException when a region cannot be marked or has no value, with a sentence that says why
     */
    static List<RecordSet> sets(Publication publication, Plan plan, Found found) {
        List<String> regions = regions(publication, plan);
        long longest = isAheadOfOrder(plan) ? TTL_AHEAD_SECONDS : Long.MAX_VALUE;
        List<RecordSet> sets = new ArrayList<>();
        for (Publication.Entry entry : publication.entries()) {
            for (int position = 0; position < regions.size(); position++) {
                String region = regions.get(position);
                Optional<Answer> answer =
                        answer(publication, entry, region, found).map(full -> full.keptAtMost(longest));
                if (answer.isPresent()) {
                    Mark mark = new Mark(publication.owner().hash(), position, region, publication.isGated());
                    RecordSet set = weighted(
                            entry.name(), entry.type(), mark, plan.weights().of(region), answer.get());
                    sets.add(Hooks.hung(set, region, publication, plan, found));
                }
            }
        }
        for (DnsName name : publication.names()) {
            for (String type : MAY_STAY) {
                sets.addAll(leftover(publication, plan, leftovers(publication, name, type, found), found));
            }
        }
        return sets;
    }

    /** An order's region still has traffic: room is being made elsewhere, or it leaves in steps. */
    private static boolean isAheadOfOrder(Plan plan) {
        return plan.orders().stream()
                .flatMap(order -> order.regions().stream())
                .anyMatch(region -> plan.weights().of(region) > 0);
    }

    /** The record sets of types that a name no longer has and that may stay beside those that it has. */
    static List<OwnSet> leftovers(Publication publication, Found found) {
        List<OwnSet> left = new ArrayList<>();
        for (DnsName name : publication.names()) {
            MAY_STAY.forEach(type -> left.addAll(leftovers(publication, name, type, found)));
        }
        return left;
    }

    private static List<OwnSet> leftovers(Publication publication, DnsName name, String type, Found found) {
        return publication.publishes(name, type) || publication.publishes(name, "CNAME")
                ? List.of()
                : found.at(name, type);
    }

    private static List<RecordSet> leftover(Publication publication, Plan plan, List<OwnSet> sets, Found found) {
        List<String> regions = regions(publication, plan);
        List<RecordSet> moved = new ArrayList<>();
        int sum = 0;
        for (OwnSet own : sets) {
            int position = regions.indexOf(own.mark().region());
            if (position >= 0) {
                int weight = plan.weights().of(own.mark().region());
                RecordSet set = own.set();
                String region = own.mark().region();
                Mark mark = new Mark(own.mark().ownerHash(), position, region, publication.isGated());
                RecordSet next = weighted(set.name(), set.type(), mark, weight, Answer.of(set));
                moved.add(Hooks.hung(next, region, publication, plan, found));
                sum += weight;
            }
        }
        return sum > 0 ? moved : sets.stream().map(OwnSet::set).toList();
    }

    /** What a set answers with: values that may be kept for a while, or what an alias points to. */
    private record Answer(long ttlSeconds, List<String> values, Optional<Alias> alias) {
        static Answer of(RecordSet set) {
            return new Answer(set.ttlSeconds(), set.values(), set.alias());
        }

        Answer keptAtMost(long seconds) {
            return new Answer(Math.min(ttlSeconds, seconds), values, alias);
        }
    }

    /** The publication's answer, else the one found for a region that is on its way out. */
    private static Optional<Answer> answer(
            Publication publication, Publication.Entry entry, String region, Found found) {
        if (publication.regions().contains(region)) {
            Optional<Alias> alias = Optional.ofNullable(entry.aliasByRegion().get(region));
            List<String> values = entry.valuesByRegion().getOrDefault(region, List.of());
            if (values.isEmpty() == alias.isEmpty()) {
                throw new IllegalArgumentException(entry.name() + " " + entry.type() + " has "
                        + (values.isEmpty() ? "no value" : "both values and an alias") + " for the region \"" + region
                        + "\"");
            }
            return Optional.of(new Answer(alias.isPresent() ? 0 : entry.ttlSeconds(), values, alias));
        }
        return found.at(entry.name(), entry.type()).stream()
                .filter(own -> own.mark().region().equals(region))
                .map(OwnSet::set)
                .filter(RecordSet::answers)
                .map(Answer::of)
                .findFirst();
    }

    private static List<Integer> byPosition(Weights weights, List<String> regions) {
        return regions.stream().map(weights::of).toList();
    }

    private static long bits(Set<String> chosen, List<String> regions) {
        long bits = 0;
        for (String region : chosen) {
            int position = regions.indexOf(region);
            if (position < 0) {
                throw new IllegalArgumentException("the region \"" + region + "\" has no position in the fence");
            }
            bits |= 1L << position;
        }
        return bits;
    }

    private static RecordSet weighted(DnsName name, String type, Mark mark, int weight, Answer answer) {
        return new RecordSet(
                name,
                type,
                Optional.of(mark.text()),
                OptionalInt.of(weight),
                answer.ttlSeconds(),
                answer.values(),
                answer.alias(),
                Optional.empty());
    }
}
