package io.regionalfailover.fuzz;

import io.regionalfailover.dns.DnsParsers;
import io.regionalfailover.dns.embedded.EmbeddedParsers;
import io.regionalfailover.dns.gate.GateParsers;
import io.regionalfailover.dns.plain.PlainParsers;
import io.regionalfailover.dns.rfc2136.Rfc2136Parsers;
import io.regionalfailover.dns.route53.Route53Parsers;
import io.regionalfailover.health.HealthParsers;
import io.regionalfailover.operator.OperatorParsers;
import io.regionalfailover.operator.translation.TranslationParsers;
import io.regionalfailover.peers.PeersParsers;
import io.regionalfailover.placement.PlacementParsers;
import io.regionalfailover.testing.fuzz.Parser;
import java.util.List;
import java.util.stream.Stream;

/** The parsers of ours that read what others wrote. A new one gets a line in its room's list. */
final class Parsers {
    private Parsers() {}

    static List<Parser> all() {
        return Stream.of(
                        HealthParsers.all(),
                        DnsParsers.all(),
                        EmbeddedParsers.all(),
                        GateParsers.all(),
                        PlainParsers.all(),
                        Rfc2136Parsers.all(),
                        Route53Parsers.all(),
                        PlacementParsers.all(),
                        PeersParsers.all(),
                        OperatorParsers.all(),
                        TranslationParsers.all())
                .flatMap(List::stream)
                .toList();
    }
}
