package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.Order;
import io.regionalfailover.decision.OrderMark;
import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Published;
import io.regionalfailover.decision.Stage;
import io.regionalfailover.operator.translation.PolicyModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * People's orders for one policy. Those that exclude regions travel with the published plan, each marked with the vantage point in
 * whose cluster it was given, and every instance obeys all of them. One ends when it expires, when its own cluster no longer has it,
 * or by a later {@code returnTo} of any cluster: that one takes the mark out of the plan, and who holds the order sees a later
 * plan without it. Touched by one turn at a time.
 */
final class Orders {
    /** As many as fit into a fence beside the steps of a shift among sixteen regions. */
    static final int MOST_MARKS = 8;

    private final GivenOrders given;
    private final String policy;
    private final String author;
    private final Map<String, Carried> carried = new HashMap<>();
    private List<OrderMark> lastSeen = List.of();

    /** With what plan an own order was last seen published. */
    private record Carried(long epoch, Set<String> regions) {}

    /**
     * What is in force.
     *
     * @param orders all of them, their expiry on the steady clock
     * @param marks those that the next plan carries
     * @param untold true when the published plan carries others
     */
    record InForce(List<Order> orders, List<OrderMark> marks, boolean untold) {}

    /**
     * @param policy {@code namespace/name}
     * @param author who marks orders of this cluster
     */
    Orders(GivenOrders given, String policy, String author) {
        this.given = given;
        this.policy = policy;
        this.author = author;
    }

    /**
     * The orders in force.
     *
     * @param now on the steady clock
     * @param wall on the wall clock, which expiries are of
     */
    InForce judge(Published published, PolicyModel model, Instant now, Instant wall) {
        List<OrderMark> standing = standing(published, wall);
        List<GivenOrder> here = here(wall);
        if (here.isEmpty() && standing.isEmpty()) {
            return new InForce(List.of(), List.of(), false);
        }
        if (!here.isEmpty()) {
            endThoseTakenOut(here, published, model);
            endThoseLedElsewhere(here, standing);
            endThoseDone(here, published, standing, model);
            endThoseReturned(here(wall));
            here = here(wall);
        }
        List<OrderMark> foreign = foreign(standing, returning(here), resumed(here));
        List<OrderMark> marks = marks(standing, foreign, own(here, model));
        boolean untold =
                published instanceof Published.Present && !Set.copyOf(marks).equals(Set.copyOf(standing));
        Duration ahead = Duration.between(wall, now);
        return new InForce(orders(here, foreign, model.publication().regions(), ahead), marks, untold);
    }

    /** Those of this cluster. One that has expired is over, whether its status says so yet or not. */
    private List<GivenOrder> here(Instant wall) {
        List<GivenOrder> all = given.of(policy);
        return all.isEmpty()
                ? all
                : all.stream().filter(order -> order.expiresAt().isAfter(wall)).toList();
    }

    /** What the plan carries; where its fence is lost, what was last seen. */
    private List<OrderMark> standing(Published published, Instant wall) {
        if (published instanceof Published.Present present && present.plan().epoch() > 0) {
            lastSeen = present.plan().orders();
        }
        return lastSeen.isEmpty()
                ? lastSeen
                : lastSeen.stream()
                        .filter(mark -> mark.expiresAt().isAfter(wall))
                        .toList();
    }

    /** A later plan of the same spec without our mark: somebody's {@code returnTo} took it out. */
    private void endThoseTakenOut(List<GivenOrder> here, Published published, PolicyModel model) {
        if (!(published instanceof Published.Present present)
                || !present.plan().specHash().equals(model.publication().specHash())) {
            return;
        }
        Plan plan = present.plan();
        for (GivenOrder order : here) {
            Set<String> there = new HashSet<>();
            plan.orders().stream()
                    .filter(mark ->
                            mark.id().equals(order.id()) && mark.author().equals(author))
                    .forEach(mark -> there.addAll(mark.regions()));
            Carried before = carried.get(order.id());
            Set<String> gone = new TreeSet<>(before == null ? Set.of() : before.regions());
            gone.removeAll(there);
            if (before != null && plan.epoch() > before.epoch() && !gone.isEmpty()) {
                String why = order.kind() == Order.Kind.DRILL
                        ? "its region had to serve, since nobody else was well, or a returnTo in another cluster ended it (plan "
                                + plan.epoch() + ")"
                        : "a returnTo in another cluster ended it with plan " + plan.epoch();
                given.ended(policy, order, gone, why);
            }
            if (there.isEmpty()) {
                carried.remove(order.id());
            } else {
                carried.put(order.id(), new Carried(plan.epoch(), there));
            }
        }
    }

    /** Every cluster may have the same rehearsal. Whose mark stood in the plan first leads it; the others leave it alone. */
    private void endThoseLedElsewhere(List<GivenOrder> here, List<OrderMark> standing) {
        for (GivenOrder order : here) {
            boolean mine = carried.containsKey(order.id());
            boolean others = standing.stream()
                    .anyMatch(mark ->
                            mark.id().equals(order.id()) && !mark.author().equals(author));
            if (order.kind() == Order.Kind.DRILL && others && !mine && !order.resumed()) {
                given.ended(policy, order, order.regions(), GivenOrder.LED_ELSEWHERE);
            }
        }
    }

    /** A return is done once its regions serve, nothing is on its way, and no order keeps anybody out of them. */
    private void endThoseDone(List<GivenOrder> here, Published published, List<OrderMark> standing, PolicyModel model) {
        if (!(published instanceof Published.Present present)
                || !present.inForce()
                || !(present.plan().stage() instanceof Stage.Settled)) {
            return;
        }
        for (GivenOrder order : here) {
            boolean done = !order.excludes()
                    && order.regions().stream()
                            .filter(region -> model.publication().regions().contains(region))
                            .allMatch(region -> present.plan().weights().of(region) > 0
                                    && standing.stream()
                                            .noneMatch(mark -> mark.regions().contains(region)));
            if (done) {
                given.ended(
                        policy,
                        order,
                        order.regions(),
                        "done with plan " + present.plan().epoch());
            }
        }
    }

    /** An order of this cluster ends by a later return to its regions. */
    private void endThoseReturned(List<GivenOrder> here) {
        for (GivenOrder back : here) {
            for (GivenOrder order : back.endsOthers() ? here : List.<GivenOrder>of()) {
                Set<String> both = new TreeSet<>(order.regions());
                both.retainAll(back.regions());
                if (order.excludes() && !both.isEmpty() && !order.givenAt().isAfter(back.givenAt())) {
                    carried.remove(order.id());
                    given.ended(policy, order, both, back.name() + " ended it");
                }
            }
        }
    }

    /** The regions that are to be returned to. */
    private static Set<String> returning(List<GivenOrder> here) {
        Set<String> returning = new HashSet<>();
        here.stream().filter(GivenOrder::endsOthers).forEach(back -> returning.addAll(back.regions()));
        return returning;
    }

    /** Ids of rehearsals that an earlier process began: where it had another name, its mark is ours all the same. */
    private static Set<String> resumed(List<GivenOrder> here) {
        return here.stream()
                .filter(order -> order.resumed() && order.kind() == Order.Kind.DRILL)
                .map(GivenOrder::id)
                .collect(Collectors.toSet());
    }

    /** A rehearsal is over where its region gets traffic: whoever is left saw that it has to. */
    static List<OrderMark> without(List<OrderMark> marks, Set<String> gaining) {
        return marks.stream()
                .filter(mark -> !mark.isDrill() || mark.regions().stream().noneMatch(gaining::contains))
                .toList();
    }

    /** Other clusters' orders, without the regions that people here return to. */
    private List<OrderMark> foreign(List<OrderMark> standing, Set<String> returning, Set<String> resumed) {
        List<OrderMark> foreign = new ArrayList<>();
        for (OrderMark mark : standing) {
            Set<String> regions = new TreeSet<>(mark.regions());
            regions.removeAll(returning);
            boolean known = given.isComplete() && (mark.author().equals(author) || resumed.contains(mark.id()));
            if (!known && !regions.isEmpty()) {
                foreign.add(new OrderMark(mark.id(), mark.author(), regions, mark.force(), mark.expiresAt()));
            }
        }
        return foreign;
    }

    private List<OrderMark> own(List<GivenOrder> here, PolicyModel model) {
        List<OrderMark> own = new ArrayList<>();
        for (GivenOrder order : here) {
            Set<String> regions = new TreeSet<>(order.regions());
            regions.retainAll(model.publication().regions());
            if (order.excludes() && !regions.isEmpty()) {
                own.add(new OrderMark(order.id(), author, regions, order.force(), order.expiresAt()));
            }
        }
        return own;
    }

    /** What stands already goes first where there is no room for all: an order that vanishes would count as ended. */
    private static List<OrderMark> marks(List<OrderMark> standing, List<OrderMark> foreign, List<OrderMark> own) {
        Set<OrderMark> wanted = new LinkedHashSet<>(own);
        Set<String> mine = whose(own);
        foreign.stream().filter(mark -> !mine.contains(whose(mark))).forEach(wanted::add);
        Set<String> known = whose(standing);
        List<OrderMark> marks = new ArrayList<>();
        for (boolean old : new boolean[] {true, false}) {
            for (OrderMark mark : wanted) {
                if (known.contains(whose(mark)) == old && marks.size() < MOST_MARKS) {
                    marks.add(mark);
                }
            }
        }
        return marks;
    }

    private static Set<String> whose(List<OrderMark> marks) {
        return marks.stream().map(Orders::whose).collect(Collectors.toSet());
    }

    private static String whose(OrderMark mark) {
        return mark.id() + "." + mark.author();
    }

    /** @param ahead how far the steady clock is ahead of the wall clock */
    private static List<Order> orders(
            List<GivenOrder> here, List<OrderMark> foreign, List<String> regions, Duration ahead) {
        List<Order> orders = new ArrayList<>();
        for (GivenOrder order : here) {
            add(
                    orders,
                    regions,
                    order.regions(),
                    region -> new Order(
                            order.kind(),
                            region,
                            order.force(),
                            order.expiresAt().plus(ahead),
                            order.text()));
        }
        for (OrderMark mark : foreign) {
            String text = "an order given in another cluster (" + mark.id() + "), until " + mark.expiresAt();
            add(
                    orders,
                    regions,
                    mark.regions(),
                    region -> new Order(
                            mark.isDrill() ? Order.Kind.DRILL : Order.Kind.DRAIN,
                            region,
                            mark.force(),
                            mark.expiresAt().plus(ahead),
                            text));
        }
        return orders;
    }

    private static void add(
            List<Order> orders, List<String> ofPolicy, Set<String> ordered, Function<String, Order> order) {
        ofPolicy.stream().filter(ordered::contains).map(order).forEach(orders::add);
    }
}
