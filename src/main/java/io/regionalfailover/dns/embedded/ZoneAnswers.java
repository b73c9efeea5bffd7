package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.embedded.Reply.Owned;
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
    private static final int LONGEST_CHAIN = 16;

    private final ZoneState state;
    private final WireName apex;
    private final WireSet negative;
    /** Nobody changes it. */
    private final Map<WireName, Node> nodes;

    private ZoneAnswers(ZoneState state, Map<WireName, Node> nodes) {
        this.state = state;
        this.apex = WireName.of(state.apex());
        this.negative = NodeTree.negative(state);
        this.nodes = nodes;
    }

    static ZoneAnswers of(ZoneState state) {
        return new ZoneAnswers(state, NodeTree.of(state));
    }

    /** The answers from the zone's next state. What is the same is not made anew: others are being answered meanwhile. */
    ZoneAnswers next(ZoneState now) {
        return new ZoneAnswers(now, NodeTree.of(now, state, nodes));
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
        return state.changes() > 0
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
