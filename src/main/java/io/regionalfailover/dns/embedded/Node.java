package io.regionalfailover.dns.embedded;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.Type;

/**
 * What stands at one name. One that only lies above others holds nothing.
 *
 * @param name with the asterisk of a wildcard
 */
record Node(WireName name, Map<Integer, Alternatives> byType) {
    Node {
        byType = Map.copyOf(byType);
    }

    /** The sets of a type; for ANY those of one type, so that nothing is gained by asking for all (RFC 8482, 4.1). */
    Optional<Alternatives> of(int type) {
        return type == Type.ANY
                ? byType.keySet().stream().min(Comparator.naturalOrder()).map(byType::get)
                : Optional.ofNullable(byType.get(type));
    }
}
