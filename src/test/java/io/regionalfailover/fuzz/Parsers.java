package io.regionalfailover.fuzz;

import io.regionalfailover.dns.DnsParsers;
import io.regionalfailover.dns.embedded.EmbeddedParsers;
import io.regionalfailover.dns.route53.Route53Parsers;
import io.regionalfailover.health.HealthParsers;
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
                        Route53Parsers.all(),
                        PlacementParsers.all(),
                        PeersParsers.all(),
                        TranslationParsers.all())
                .flatMap(List::stream)
                .toList();
    }
}
