package io.regionalfailover.dns;

import io.regionalfailover.decision.OrderMark;
import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Stage;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.testing.dns.StrictZone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Publications, plans and zones for the tests of this room, fixed ones and random ones. */
final class ZoneCases {
    static final DnsProvider.Limits LIMITS = new DnsProvider.Limits(1_000, 32_000);
    static final DnsName APEX = DnsName.of("example.com");
    static final DnsName NAME = DnsName.of("checkout.example.com");
    static final Owner OWNER = Owner.of("default", "shop", "checkout");
    static final Owner STRANGER = Owner.of("default", "shop", "other");
    static final String SPEC = "00000000000000aa";
    static final String NEXT_SPEC = "00000000000000bb";

    private ZoneCases() {}

    /** Two regions, one A record. */
    static Publication publication() {
        return publication(OWNER, SPEC, List.of("east", "west"), entry(NAME, "A", "east", "west"));
    }

    static Publication publication(Owner owner, String specHash, List<String> regions, Publication.Entry... entries) {
        return new Publication(owner, specHash, regions, List.of(entries));
    }

    /** An entry whose values tell region and type. */
    static Publication.Entry entry(DnsName name, String type, String... regions) {
        Map<String, List<String>> values = new HashMap<>();
        for (String region : regions) {
            values.put(region, List.of(value(type, region)));
        }
        return new Publication.Entry(name, type, 30, values);
    }

    static String value(String type, String region) {
        int number = Math.floorMod(region.hashCode(), 250) + 1;
        return switch (type) {
            case "A" -> "192.0.2." + number;
            case "AAAA" -> "2001:db8::" + Integer.toHexString(number);
            default -> region + ".lb.example.net";
        };
    }

    static Plan plan(long epoch, Map<String, Integer> weights) {
        return plan(epoch, SPEC, weights);
    }

    static Plan plan(long epoch, String specHash, Map<String, Integer> weights) {
        return new Plan(epoch, nonce(epoch), specHash, new Weights(weights), new Stage.Settled(), 0, List.of());
    }

    static String nonce(long number) {
        return String.format("%016x", number * 0x9e3779b97f4a7c15L);
    }

    /** {@code weights("east", 100, "west", 0)}. */
    static Map<String, Integer> weights(Object... pairs) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            weights.put((String) pairs[i], (Integer) pairs[i + 1]);
        }
        return weights;
    }

    static RecordSet plain(DnsName name, String type, String... values) {
        return RecordSet.plain(name, type, 300, List.of(values));
    }

    static RecordSet weighted(DnsName name, String type, String identifier, int weight, String... values) {
        return new RecordSet(
                name, type, Optional.of(identifier), OptionalInt.of(weight), 30, List.of(values), Optional.empty());
    }

    static StrictZone zone() {
        return new StrictZone(APEX, LIMITS);
    }

    static NameSets read(StrictZone zone, Publication publication) {
        Set<DnsName> names = new LinkedHashSet<>(publication.names());
        publication.names().forEach(name -> names.add(name.fence()));
        return new NameSets(zone.snapshot(names));
    }

    static Reading reading(StrictZone zone, Publication publication) {
        return Interpreter.interpret(publication, read(zone, publication));
    }

    static Reading.Owned owned(StrictZone zone, Publication publication) {
        return (Reading.Owned) reading(zone, publication);
    }

    /** Plans, guards and applies; the zone must take it. */
    static ChangeSet publish(StrictZone zone, Publication publication, Plan plan) {
        ChangeSet changes = ready(ChangePlanner.publish(publication, plan, reading(zone, publication), LIMITS));
        if (!(zone.apply(changes.changes(), "") instanceof DnsProvider.ApplyResult.Applied)) {
            throw new AssertionError("the zone refused " + changes);
        }
        return changes;
    }

    static ChangeSet ready(ChangePlanner.Planned planned) {
        if (planned instanceof ChangePlanner.Planned.Ready(ChangeSet changes)) {
            return changes;
        }
        throw new AssertionError("not ready: " + planned);
    }

    /** A random publication of this owner: 2-5 regions, 1-3 names, each with A, A and AAAA, or CNAME. */
    static Publication randomPublication(RandomGenerator random, Owner owner, String specHash) {
        List<String> regions = new ArrayList<>(List.of("r0", "r1", "r2", "r3", "r4", "r5"));
        while (regions.size() > 2 && (regions.size() > 5 || random.nextBoolean())) {
            regions.remove(random.nextInt(regions.size()));
        }
        if (random.nextInt(3) == 0) {
            regions.addFirst(regions.removeLast());
        }
        List<Publication.Entry> entries = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            DnsName name = DnsName.of((i == 2 ? "*.n" : "n") + i + ".example.com");
            String[] all = regions.toArray(String[]::new);
            switch (random.nextInt(3)) {
                case 0 -> entries.add(entry(name, "A", all));
                case 1 -> entries.addAll(List.of(entry(name, "AAAA", all), entry(name, "A", all)));
                default -> entries.add(entry(name, "CNAME", all));
            }
        }
        return new Publication(owner, specHash, regions, entries);
    }

    /** A random plan whose weights sum up to more than 0. */
    static Plan randomPlan(RandomGenerator random, Publication publication, long epoch) {
        Weights weights = randomWeights(random, publication.regions());
        Stage stage = switch (random.nextInt(3)) {
            case 0 -> new Stage.Settled();
            case 1 -> evacuating(random, publication);
            default -> new Stage.Returning(1 + random.nextInt(99));
        };
        String nonce = String.format("%016x", random.nextLong());
        return new Plan(
                epoch,
                nonce,
                publication.specHash(),
                weights,
                stage,
                random.nextInt(20),
                randomOrders(random, publication.regions()));
    }

    private static Stage evacuating(RandomGenerator random, Publication publication) {
        Weights base = randomWeights(random, publication.regions());
        Set<String> from = publication.regions().stream()
                .filter(region -> base.of(region) > 0 && random.nextBoolean())
                .collect(Collectors.toSet());
        return new Stage.Evacuating(1 + random.nextInt(99), base, from);
    }

    private static List<OrderMark> randomOrders(RandomGenerator random, List<String> regions) {
        List<OrderMark> orders = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            orders.add(new OrderMark(
                    Integer.toString(random.nextInt(1 << 30), 36),
                    Integer.toString(random.nextInt(1 << 30), 36),
                    Set.of(regions.get(random.nextInt(regions.size()))),
                    random.nextBoolean(),
                    Instant.ofEpochSecond(random.nextLong(78_000_000_000L))));
        }
        return orders;
    }

    private static Weights randomWeights(RandomGenerator random, List<String> regions) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        regions.forEach(region -> weights.put(region, random.nextBoolean() ? 0 : random.nextInt(256)));
        if (weights.values().stream().allMatch(weight -> weight == 0)) {
            weights.put(regions.get(random.nextInt(regions.size())), 1 + random.nextInt(255));
        }
        return new Weights(weights);
    }
}
