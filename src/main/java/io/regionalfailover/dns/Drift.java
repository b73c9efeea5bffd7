package io.regionalfailover.dns;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.dns.Found.OwnFence;
import io.regionalfailover.dns.Found.OwnSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * In what a policy's own differs from what it should be. While the published plan is of another spec, a roll-out is coming
 * that brings values and TTLs anyway: then only fences and weights count.
 */
final class Drift {
    private static final int MAX_SENTENCE = 240;

    private Drift() {}

    static List<String> of(Publication publication, Plan plan, Fence newest, Found found) {
        boolean sameSpec = plan.specHash().equals(publication.specHash());
        List<String> drift = new ArrayList<>(fences(publication, newest, found, sameSpec));
        drift.addAll(sameSpec ? sets(publication, plan, found) : weights(plan, found));
        return drift;
    }

    /** The findings as one sentence, at most {@value #MAX_SENTENCE} characters; empty for none. */
    static String sentence(List<String> drift) {
        String text = String.join("; ", drift);
        return text.length() <= MAX_SENTENCE ? text : text.substring(0, MAX_SENTENCE - 1) + "…";
    }

    private static List<String> fences(Publication publication, Fence newest, Found found, boolean sameSpec) {
        List<String> drift = new ArrayList<>();
        for (DnsName name : publication.names()) {
            Optional<OwnFence> fence = found.fenceAt(name);
            if (fence.isEmpty()) {
                boolean newName =
                        found.sets().stream().noneMatch(own -> own.set().name().equals(name));
                if (sameSpec || !newName) {
                    drift.add("the fence of " + name + " is missing");
                }
            } else if (fence.get().fence().isEmpty()) {
                drift.add("the fence of " + name + " is damaged");
            } else if (!fence.get().fence().get().equals(newest)) {
                drift.add("the fence of " + name + " is of another plan, epoch "
                        + fence.get().fence().get().epoch());
            } else if (fence.get().set().ttlSeconds() != FenceCodec.TTL_SECONDS) {
                drift.add("the fence of " + name + " has TTL "
                        + fence.get().set().ttlSeconds() + " instead of " + FenceCodec.TTL_SECONDS);
            }
        }
        return drift;
    }

    private static List<String> weights(Plan plan, Found found) {
        List<String> drift = new ArrayList<>();
        for (OwnSet own : found.sets()) {
            int wanted = plan.weights().of(own.mark().region());
            if (own.set().weight().orElse(0) != wanted) {
                drift.add(weight(own.set(), own.mark(), wanted));
            }
        }
        found.sets().stream().map(own -> own.set().name()).distinct().forEach(name -> {
            for (String type : Found.TYPES.stream().sorted().toList()) {
                drift.addAll(missing(name, type, plan, found.at(name, type)));
            }
        });
        return drift;
    }

    private static List<String> missing(DnsName name, String type, Plan plan, List<OwnSet> sets) {
        List<String> missing = new ArrayList<>();
        plan.weights().byRegion().forEach((region, weight) -> {
            boolean there = sets.stream().anyMatch(own -> own.mark().region().equals(region));
            if (weight > 0 && !there && !sets.isEmpty()) {
                missing.add(name + " " + type + " of " + region + " is missing");
            }
        });
        return missing;
    }

    private static List<String> sets(Publication publication, Plan plan, Found found) {
        Map<String, RecordSet> wanted = new LinkedHashMap<>();
        try {
            Layout.sets(publication, plan, found).forEach(set -> wanted.put(key(set), set));
        } catch (IllegalArgumentException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
        List<String> drift = new ArrayList<>();
        for (OwnSet own : found.sets()) {
            RecordSet want = wanted.remove(key(own.set()));
            if (want == null) {
                drift.add(label(own.set(), own.mark()) + " should not be there");
            } else {
                difference(own, want)
                        .or(() ->
                                Hooks.wrong(own, publication, plan).map(wrong -> label(own.set(), own.mark()) + wrong))
                        .ifPresent(drift::add);
            }
        }
        wanted.values().forEach(set -> drift.add(label(set, Mark.of(set).orElseThrow()) + " is missing"));
        return drift;
    }

    private static Optional<String> difference(OwnSet own, RecordSet want) {
        RecordSet set = own.set();
        if (!set.weight().equals(want.weight())) {
            return Optional.of(weight(set, own.mark(), want.weight().orElse(0)));
        }
        if (set.alias().isEmpty() && want.alias().isEmpty() && set.ttlSeconds() != want.ttlSeconds()) {
            return Optional.of(
                    label(set, own.mark()) + " has TTL " + set.ttlSeconds() + " instead of " + want.ttlSeconds());
        }
        boolean sameAlias = set.alias().isPresent() && want.alias().isPresent()
                ? set.alias().get().same(want.alias().get())
                : set.alias().equals(want.alias());
        if (!sameAlias || !Values.same(set.type(), set.values(), want.values())) {
            return Optional.of(label(set, own.mark()) + " holds " + held(set) + " instead of " + held(want));
        }
        return Optional.empty();
    }

    private static String held(RecordSet set) {
        return set.alias().map(alias -> "an " + alias).orElseGet(() -> String.valueOf(set.values()));
    }

    private static String weight(RecordSet set, Mark mark, int wanted) {
        return label(set, mark) + " has weight " + set.weight().orElse(0) + " instead of " + wanted;
    }

    private static String label(RecordSet set, Mark mark) {
        return set.name() + " " + set.type() + " of " + mark.region();
    }

    private static String key(RecordSet set) {
        return set.name() + " " + set.type() + " " + set.setIdentifier().orElse("");
    }
}
