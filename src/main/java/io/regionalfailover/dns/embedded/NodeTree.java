package io.regionalfailover.dns.embedded;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.embedded.ZoneState.StoredSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stands at each name of a zone, with every name above one that exists. */
final class NodeTree {
    private static final WireSet.Timing TIMING = new WireSet.Timing(7_200, 900, 1_209_600, 60);
    private static final long TTL_OF_AUTHORITY = 900;
    private static final long TTL_OF_SERVERS = 3_600;
    private static final List<String> ADDRESSES = List.of("A", "AAAA");

    private final ZoneState state;
    private final WireName apex;
    private final Map<WireName, Node> nodes;

    private NodeTree(ZoneState state, Map<WireName, Node> nodes) {
        this.state = state;
        this.apex = WireName.of(state.apex());
        this.nodes = nodes;
    }

    /** The nodes of a state. */
    static Map<WireName, Node> of(ZoneState state) {
        NodeTree tree = new NodeTree(state, new HashMap<>());
        tree.put(state.apex());
        state.sets().keySet().forEach(tree::put);
        state.nameServers().stream()
                .filter(server -> server.name().isWithin(state.apex())
                        && !server.addresses().isEmpty())
                .forEach(server -> tree.put(server.name()));
        return tree.nodes;
    }

    /**
     * The nodes of a state, where those of the zone's state before are known: a failover changes a few names of many.
     *
     * @param known the nodes of {@code before}; they stay as they are
     */
    static Map<WireName, Node> of(ZoneState state, ZoneState before, Map<WireName, Node> known) {
        boolean staysInPlace = state.nameServers().equals(before.nameServers())
                && state.sets().keySet().containsAll(before.sets().keySet());
        if (!staysInPlace) {
            return of(state);
        }
        NodeTree tree = new NodeTree(state, new HashMap<>(known));
        // Each state has another serial.
        tree.put(state.apex());
        state.sets().forEach((name, sets) -> {
            if (!sets.equals(before.sets().get(name))) {
                tree.put(name);
            }
        });
        return tree.nodes;
    }

    /** How long nobody asks again for what there is not (RFC 2308, 5), as a set of its own TTL. */
    static WireSet negative(ZoneState state) {
        return startOfAuthority(state, Math.min(TTL_OF_AUTHORITY, TIMING.minimum()));
    }

    private static WireSet startOfAuthority(ZoneState state, long ttl) {
        return WireSet.startOfAuthority(
                state.apex(), state.nameServers().getFirst().name(), state.serial(), TIMING, ttl);
    }

    private void put(DnsName name) {
        WireName here = WireName.of(name);
        nodes.put(here, node(name, here));
        while (!here.equals(apex)) {
            here = here.parent();
            if (nodes.putIfAbsent(here, new Node(here, Map.of())) != null) {
                return;
            }
        }
    }

    private Node node(DnsName name, WireName wire) {
        List<WireSet> sets = new ArrayList<>();
        if (name.equals(state.apex())) {
            sets.add(startOfAuthority(state, TTL_OF_AUTHORITY));
            sets.add(WireSet.plain(
                    name,
                    "NS",
                    TTL_OF_SERVERS,
                    state.nameServers().stream()
                            .map(server -> server.name() + ".")
                            .toList()));
        }
        state.sets().getOrDefault(name, List.of()).stream().map(StoredSet::wire).forEach(sets::add);
        state.nameServers().stream()
                .filter(server -> server.name().equals(name))
                .forEach(server -> addresses(server).forEach(set -> {
                    // What was written at the name goes first.
                    if (sets.stream().noneMatch(other -> other.type() == set.type())) {
                        sets.add(set);
                    }
                }));
        return new Node(
                wire, sets.stream().collect(groupingBy(WireSet::type, collectingAndThen(toList(), Alternatives::new))));
    }

    private static List<WireSet> addresses(NameServer server) {
        return ADDRESSES.stream()
                .filter(type -> !server.addresses(type).isEmpty())
                .map(type -> WireSet.plain(server.name(), type, TTL_OF_SERVERS, server.addresses(type)))
                .toList();
    }
}
