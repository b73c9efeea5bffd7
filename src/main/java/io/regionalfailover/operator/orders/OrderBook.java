package io.regionalfailover.operator.orders;

import io.regionalfailover.decision.Order;
import io.regionalfailover.operator.policy.GivenOrder;
import io.regionalfailover.operator.policy.GivenOrders;
import io.regionalfailover.operator.policy.PolicySnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The orders in force in this cluster, the policies that they are for, and how far each is. For several threads. */
public final class OrderBook implements GivenOrders {
    private final Map<String, Entry> orders = new LinkedHashMap<>();
    private final Map<String, Policy> policies = new TreeMap<>();
    private volatile boolean complete;
    /** Read by every turn of every policy, which must not wait for each other where nobody orders anything. */
    private volatile boolean empty = true;

    private Consumer<String> toPolicy = policy -> {};
    private Consumer<String> toOrder = order -> {};

    /** An order, and for whom it has ended: by policy the regions, and why. */
    private record Entry(Asked asked, String id, Instant expiresAt, Map<String, Over> over, boolean resumed) {
        boolean isFor(String policy, Policy known) {
            int slash = policy.indexOf('/');
            return asked.whom().includes(policy.substring(0, slash), policy.substring(slash + 1), known.labels());
        }
    }

    private record Over(Set<String> regions, String why) {}

    private record Policy(Map<String, String> labels, Optional<Stand> stand) {}

    /**
     * How far one policy is with an order.
     *
     * @param policy {@code namespace/name}
     * @param stand what is published; empty while nothing was reported
     * @param over why the order has ended for it, where it has for all regions
     */
    record Progress(String policy, Optional<Stand> stand, Optional<String> over) {}

    /**
     * Who is told of changes.
     *
     * @param policy takes {@code namespace/name} of a policy whose orders changed
     * @param order takes the name of an order with which some policy got further
     */
    public synchronized void tell(Consumer<String> policy, Consumer<String> order) {
        toPolicy = policy;
        toOrder = order;
    }

    /** Whatever was in force when the last process ended is in here now. */
    void complete() {
        Set<String> all;
        synchronized (this) {
            complete = true;
            all = Set.copyOf(policies.keySet());
        }
        all.forEach(toPolicy);
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    /** An order is in force until then. */
    void place(Asked asked, Instant expiresAt) {
        place(asked, expiresAt, false);
    }

    /** An order that an earlier process began is in force until then. */
    void resume(Asked asked, Instant expiresAt) {
        place(asked, expiresAt, true);
    }

    private void place(Asked asked, Instant expiresAt, boolean resumed) {
        Set<String> changed;
        synchronized (this) {
            Entry before = orders.get(asked.name());
            Entry next = new Entry(
                    asked,
                    GivenOrder.idOf(asked.kind(), asked.name()),
                    expiresAt,
                    before == null ? new HashMap<>() : before.over(),
                    resumed || before != null && before.resumed());
            orders.put(asked.name(), next);
            empty = false;
            changed = before != null && before.expiresAt().equals(expiresAt) ? Set.of() : selected(next);
        }
        changed.forEach(toPolicy);
    }

    /** An order is in force no more. */
    void remove(String name) {
        Set<String> changed;
        synchronized (this) {
            Entry gone = orders.remove(name);
            empty = orders.isEmpty();
            changed = gone == null ? Set.of() : selected(gone);
        }
        changed.forEach(toPolicy);
    }

    /** For a policy an order had ended when an earlier process saw it. */
    synchronized void remember(String name, String policy, String why) {
        Entry entry = orders.get(name);
        if (entry != null) {
            entry.over().put(policy, new Over(entry.asked().regions(), why));
        }
    }

    /** A policy is carried out here. */
    public synchronized void follow(String policy, Map<String, String> labels) {
        Optional<Stand> stand = Optional.ofNullable(policies.get(policy)).flatMap(Policy::stand);
        policies.put(policy, new Policy(Map.copyOf(labels), stand));
    }

    /** A policy is gone. */
    public synchronized void forget(String policy) {
        policies.remove(policy);
    }

    /** A policy's loop took a turn. */
    public void report(String policy, PolicySnapshot snapshot) {
        if (empty) {
            return;
        }
        Stand stand = Stand.of(snapshot);
        List<String> further;
        synchronized (this) {
            Policy known = policies.get(policy);
            if (known == null || known.stand().filter(stand::equals).isPresent()) {
                return;
            }
            policies.put(policy, new Policy(known.labels(), Optional.of(stand)));
            further = orders.values().stream()
                    .filter(order -> order.isFor(policy, known))
                    .map(order -> order.asked().name())
                    .toList();
        }
        further.forEach(toOrder);
    }

    @Override
    public List<GivenOrder> of(String policy) {
        return empty ? List.of() : found(policy);
    }

    private synchronized List<GivenOrder> found(String policy) {
        Policy known = policies.get(policy);
        if (known == null) {
            return List.of();
        }
        List<GivenOrder> given = new ArrayList<>();
        for (Entry order : orders.values()) {
            Set<String> regions = new TreeSet<>(order.asked().regions());
            Over over = order.over().get(policy);
            regions.removeAll(over == null ? Set.of() : over.regions());
            if (order.isFor(policy, known) && !regions.isEmpty()) {
                given.add(new GivenOrder(
                        order.id(),
                        order.asked().name(),
                        order.asked().kind(),
                        regions,
                        order.asked().force(),
                        order.asked().givenAt(),
                        order.expiresAt(),
                        order.asked().text(),
                        order.resumed()));
            }
        }
        given.sort(Comparator.comparing(GivenOrder::givenAt).thenComparing(GivenOrder::name));
        return given;
    }

    @Override
    public void ended(String policy, GivenOrder order, Set<String> regions, String why) {
        synchronized (this) {
            Entry entry = orders.get(order.name());
            if (entry == null) {
                return;
            }
            Set<String> all = new TreeSet<>(regions);
            Over before = entry.over().get(policy);
            all.addAll(before == null ? Set.of() : before.regions());
            entry.over().put(policy, new Over(all, why));
        }
        toOrder.accept(order.name());
    }

    /** Whether an order is in force. */
    synchronized boolean has(String name) {
        return orders.containsKey(name);
    }

    /** How far each policy is that an order is for, by name. */
    synchronized List<Progress> progress(String name) {
        Entry entry = orders.get(name);
        if (entry == null) {
            return List.of();
        }
        List<Progress> progress = new ArrayList<>();
        for (String policy : selected(entry)) {
            Policy known = policies.get(policy);
            Optional<String> over = Optional.ofNullable(entry.over().get(policy))
                    .filter(there -> there.regions().containsAll(entry.asked().regions()))
                    .map(Over::why);
            progress.add(new Progress(policy, Optional.ofNullable(known).flatMap(Policy::stand), over));
        }
        return progress;
    }

    /**
     * The orders in force that keep regions from serving a policy, by name.
     *
     * @param drills false: without rehearsals, which make way for everything else
     */
    synchronized Map<String, Set<String>> excluding(
            String namespace, String policy, Map<String, String> labels, boolean drills) {
        Map<String, Set<String>> excluding = new TreeMap<>();
        orders.values().forEach(order -> {
            Order.Kind kind = order.asked().kind();
            boolean away = kind.excludes() && (drills || kind != Order.Kind.DRILL);
            if (away && order.asked().whom().includes(namespace, policy, labels)) {
                excluding.put(order.asked().name(), order.asked().regions());
            }
        });
        return excluding;
    }

    private Set<String> selected(Entry entry) {
        Set<String> selected = new TreeSet<>();
        policies.forEach((policy, known) -> {
            if (entry.isFor(policy, known)) {
                selected.add(policy);
            }
        });
        return selected;
    }
}
