package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.embedded.Reply.Owned;
import io.regionalfailover.dns.embedded.ZoneState.StoredSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * A zone as it answers (RFC 1034, 4.3.2, for a zone without delegations; wildcards as RFC 4592 has them). Immutable, so any number of
 * threads ask it without a lock.
 */
final class ZoneAnswers {
    private static final WireSet.Timing TIMING = new WireSet.Timing(7_200, 900, 1_209_600, 60);
    private static final long TTL_OF_AUTHORITY = 900;
    private static final long TTL_OF_SERVERS = 3_600;
    private static final int LONGEST_CHAIN = 16;

    private final WireName apex;
    private final Map<WireName, Node> nodes;
    private final WireSet negative;
    private final boolean everWritten;

    private ZoneAnswers(WireName apex, Map<WireName, Node> nodes, WireSet negative, boolean everWritten) {
        this.apex = apex;
        this.nodes = Map.copyOf(nodes);
        this.negative = negative;
        this.everWritten = everWritten;
    }

    static ZoneAnswers of(ZoneState state) {
        DnsName apex = state.apex();
        DnsName first = state.nameServers().getFirst().name();
        NodeTree tree = new NodeTree(WireName.of(apex));
        tree.put(apex, List.of(WireSet.startOfAuthority(apex, first, state.serial(), TIMING, TTL_OF_AUTHORITY)));
        tree.put(
                apex,
                List.of(WireSet.plain(
                        apex,
                        "NS",
                        TTL_OF_SERVERS,
                        state.nameServers().stream()
                                .map(server -> server.name() + ".")
                                .toList())));
        state.sets()
                .forEach((name, sets) ->
                        tree.put(name, sets.stream().map(StoredSet::wire).toList()));
        for (NameServer server : state.nameServers()) {
            for (String type : List.of("A", "AAAA")) {
                List<String> addresses = server.addresses(type);
                if (server.name().isWithin(apex) && !addresses.isEmpty()) {
                    tree.putWhereFree(server.name(), WireSet.plain(server.name(), type, TTL_OF_SERVERS, addresses));
                }
            }
        }
        return new ZoneAnswers(
                WireName.of(apex),
                tree.nodes(),
                WireSet.startOfAuthority(
                        apex, first, state.serial(), TIMING, Math.min(TTL_OF_AUTHORITY, TIMING.minimum())),
                state.changes() > 0);
    }

    WireName apex() {
        return apex;
    }

    /**
     * Answers a question.
     *
     * @param name at or below the apex
     * @param ttls for names that are not at rest
     */
    Reply answer(WireName name, int type, ShortTtls ttls, RandomGenerator random) {
        List<Owned> answer = new ArrayList<>(2);
        WireName at = name;
        int kind = 0;
        for (int link = 0; link < LONGEST_CHAIN; link++) {
            Optional<Node> found = find(at);
            if (found.isEmpty()) {
                return negative(Rcode.NXDOMAIN, answer);
            }
            kind += found.get().name().hashCode();
            Optional<Alternatives> wanted = found.get().of(type);
            if (wanted.isPresent()) {
                answer.add(owned(at, wanted.get().pick(random), found.get(), ttls, random));
                return new Reply(Rcode.NOERROR, true, kind, answer, List.of(), glue(answer.getLast(), random));
            }
            Optional<Alternatives> alias = found.get().of(Type.CNAME);
            if (alias.isEmpty()) {
                return negative(Rcode.NOERROR, answer);
            }
            WireSet chosen = alias.get().pick(random);
            answer.add(owned(at, chosen, found.get(), ttls, random));
            byte[] target = chosen.data().getFirst();
            at = WireName.read(target, 0, target.length);
            if (!at.isWithin(apex)) {
                break;
            }
        }
        return new Reply(Rcode.NOERROR, true, kind, answer, List.of(), List.of());
    }

    /**
     * The name's own node, else the wildcard's directly below the closest name that exists (RFC 4592, 3.3.1). A name above another
     * one exists, with nothing to answer (RFC 4592, 2.2.2).
     */
    private Optional<Node> find(WireName name) {
        Node own = nodes.get(name);
        if (own != null) {
            return Optional.of(own);
        }
        WireName encloser = name.parent();
        while (!nodes.containsKey(encloser)) {
            encloser = encloser.parent();
        }
        return Optional.ofNullable(nodes.get(encloser.wildcard()));
    }

    /**
     * No such name or no such type, which others remember for as long as the start of authority says (RFC 2308, 2 and 5). Of a zone
     * that nothing was ever written to nobody knows what it will hold: nobody shall remember that it holds nothing.
     */
    private Reply negative(int code, List<Owned> answer) {
        return everWritten
                ? new Reply(code, true, code, answer, List.of(new Owned(apex, negative, negative.ttl(), 0)), List.of())
                : Reply.bare(Rcode.SERVFAIL);
    }

    /** The addresses of name servers that lie in the zone (RFC 1035, 3.3.11). */
    private List<Owned> glue(Owned answered, RandomGenerator random) {
        if (answered.set().type() != Type.NS) {
            return List.of();
        }
        List<Owned> glue = new ArrayList<>();
        for (byte[] data : answered.set().data()) {
            WireName server = WireName.read(data, 0, data.length);
            Optional.ofNullable(nodes.get(server)).ifPresent(node -> {
                for (int type : new int[] {Type.A, Type.AAAA}) {
                    node.of(type).ifPresent(sets -> glue.add(owned(server, sets.pick(random), random)));
                }
            });
        }
        return glue;
    }

    private static Owned owned(WireName owner, WireSet set, Node node, ShortTtls ttls, RandomGenerator random) {
        return new Owned(owner, set, ttls.of(node.name(), set.ttl()), first(set, random));
    }

    private static Owned owned(WireName owner, WireSet set, RandomGenerator random) {
        return new Owned(owner, set, set.ttl(), first(set, random));
    }

    private static int first(WireSet set, RandomGenerator random) {
        int values = set.data().size();
        return values == 1 ? 0 : random.nextInt(values);
    }
}
