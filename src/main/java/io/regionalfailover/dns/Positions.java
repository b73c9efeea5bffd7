package io.regionalfailover.dns;

import io.regionalfailover.decision.OrderMark;
import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Stage;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.dns.Found.OwnSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which region a position of a fence is. A fence of the publication's own spec counts as its regions stand, and further
 * positions as the marks of the record sets say. For a fence of another spec the marks say it; where a position's sets are
 * lost as well, the publication's region at that position is taken, unless that one is known to stand elsewhere. What is
 * still unknown is given the name {@code #<position>}: a region outside every spec, which drains like a removed one.
 */
final class Positions {
    private final List<String> regions;
    private final Publication publication;

    private Positions(Publication publication, List<String> regions) {
        this.publication = publication;
        this.regions = List.copyOf(regions);
    }

    static Positions of(Publication publication, Fence fence, Found found) {
        Map<Integer, String> known = new HashMap<>();
        if (fence.specHash().equals(publication.specHash())
                && fence.weights().size() >= publication.regions().size()) {
            for (int i = 0; i < publication.regions().size(); i++) {
                known.put(i, publication.regions().get(i));
            }
        }
        for (OwnSet own : found.sets()) {
            if (!known.containsValue(own.mark().region())) {
                known.putIfAbsent(own.mark().position(), own.mark().region());
            }
        }
        List<String> regions = new ArrayList<>();
        for (int i = 0; i < fence.weights().size(); i++) {
            String region = known.get(i);
            if (region == null && i < publication.regions().size()) {
                String guess = publication.regions().get(i);
                region = known.containsValue(guess) ? null : guess;
            }
            regions.add(region == null ? "#" + i : region);
        }
        return new Positions(publication, regions);
    }

    /** The regions, as many as the fence has positions. */
    List<String> regions() {
        return regions;
    }

    /** The fence as a plan. */
    Plan plan(Fence fence) {
        Stage stage = switch (fence.progress()) {
            case Fence.Progress.Settled() -> new Stage.Settled();
            case Fence.Progress.Evacuating(int percent, List<Integer> base, long from) ->
                new Stage.Evacuating(percent, byRegion(base), chosen(from));
            case Fence.Progress.Returning(int percent) -> new Stage.Returning(percent);
        };
        return new Plan(
                fence.epoch(),
                fence.nonce(),
                fence.specHash(),
                byRegion(fence.weights()),
                stage,
                fence.relapses(),
                orders(fence.orders()));
    }

    private List<OrderMark> orders(List<Fence.Order> orders) {
        return orders.stream()
                .map(order -> new OrderMark(
                        order.id(), order.author(), chosen(order.regions()), order.force(), order.expiresAt()))
                .toList();
    }

    private Set<String> chosen(long bits) {
        Set<String> chosen = new HashSet<>();
        for (int i = 0; i < regions.size(); i++) {
            if ((bits >> i & 1) == 1) {
                chosen.add(regions.get(i));
            }
        }
        return chosen;
    }

    /** The publication's regions in their order, then others that have weight. */
    private Weights byRegion(List<Integer> weights) {
        Map<String, Integer> byRegion = new LinkedHashMap<>();
        publication.regions().forEach(region -> byRegion.put(region, 0));
        for (int i = 0; i < weights.size(); i++) {
            if (weights.get(i) > 0 || byRegion.containsKey(regions.get(i))) {
                byRegion.put(regions.get(i), weights.get(i));
            }
        }
        return new Weights(byRegion);
    }
}
