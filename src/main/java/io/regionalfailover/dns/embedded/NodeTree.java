package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.DnsName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gathers a zone's record sets by name, with every name above one that exists. */
final class NodeTree {
    private final WireName apex;
    private final Map<WireName, Map<Integer, List<WireSet>>> sets = new HashMap<>();

    NodeTree(WireName apex) {
        this.apex = apex;
    }

    /** @param name at or below the apex */
    void put(DnsName name, List<WireSet> some) {
        Map<Integer, List<WireSet>> here = at(WireName.of(name));
        some.forEach(set ->
                here.computeIfAbsent(set.type(), type -> new ArrayList<>()).add(set));
    }

    /** Puts a set where none of its type stands. */
    void putWhereFree(DnsName name, WireSet set) {
        at(WireName.of(name)).putIfAbsent(set.type(), List.of(set));
    }

    private Map<Integer, List<WireSet>> at(WireName name) {
        WireName above = name;
        while (!above.equals(apex) && !sets.containsKey(above)) {
            sets.put(above, new TreeMap<>());
            above = above.parent();
        }
        return sets.computeIfAbsent(name, apexItself -> new TreeMap<>());
    }

    Map<WireName, Node> nodes() {
        Map<WireName, Node> nodes = new HashMap<>();
        sets.forEach((name, byType) -> {
            Map<Integer, Alternatives> alternatives = new HashMap<>();
            byType.forEach((type, some) -> alternatives.put(type, new Alternatives(some)));
            nodes.put(name, new Node(name, alternatives));
        });
        return nodes;
    }
}
