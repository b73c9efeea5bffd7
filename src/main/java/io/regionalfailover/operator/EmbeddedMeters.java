package io.regionalfailover.operator;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.regionalfailover.dns.embedded.ServerCounts;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.xbill.DNS.Rcode;

/** Shows what the DNS server of our own does. */
final class EmbeddedMeters {
    private static final List<Integer> CODES = List.of(
            Rcode.NOERROR, Rcode.FORMERR, Rcode.SERVFAIL, Rcode.NXDOMAIN, Rcode.NOTIMP, Rcode.REFUSED, Rcode.BADVERS);

    private EmbeddedMeters() {}

    static void register(MeterRegistry registry, ServerCounts counts) {
        for (String transport : List.of("udp", "tcp")) {
            for (int code : CODES) {
                FunctionCounter.builder(
                                "regional.failover.dns.server.responses", counts, all -> all.responses(transport, code))
                        .description("Responses of the embedded DNS server")
                        .tags("transport", transport, "code", Rcode.string(code).toLowerCase(Locale.ROOT))
                        .register(registry);
            }
        }
        counter(registry, counts, "truncated", "Responses over UDP that say to ask over TCP", ServerCounts::truncated);
        counter(registry, counts, "slipped", "Truncated responses that the rate limit cut off", ServerCounts::slipped);
        counter(registry, counts, "dropped", "Questions that the rate limit left unanswered", ServerCounts::dropped);
        counter(registry, counts, "parts.taken", "Names taken over from other instances", ServerCounts::cellsTaken);
        counter(registry, counts, "parts.refused", "Names of other instances not taken", ServerCounts::cellsRefused);
        counter(registry, counts, "proven", "Questions whose cookie proved the asker's address", ServerCounts::proven);
    }

    private static void counter(
            MeterRegistry registry,
            ServerCounts counts,
            String name,
            String description,
            ToDoubleFunction<ServerCounts> value) {
        FunctionCounter.builder("regional.failover.dns.server." + name, counts, value)
                .description(description)
                .register(registry);
    }
}
