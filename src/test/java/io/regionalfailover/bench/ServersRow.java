package io.regionalfailover.bench;

import io.regionalfailover.bench.servers.ServersBench;
import io.regionalfailover.bench.servers.ServersBench.Outcome;
import io.regionalfailover.bench.servers.ServersBench.Pace;
import java.util.List;

/** The embedded DNS server beside others. */
final class ServersRow implements Row {
    private static final double TIMES_COREDNS = 2;
    private static final double MOST_MILLIS = 2;

    @Override
    public String name() {
        return "servers";
    }

    @Override
    public Report run(Setting setting) throws Exception {
        Outcome found = ServersBench.measure(setting.folder());
        String work = "embedded DNS server, UDP";
        String half = work + ", half load, ten changes a second";
        Pace own = found.own();
        return new Report(
                name(),
                List.of(
                        Figure.of(work, "answered", own.perSecond(), "/s")
                                .atLeast(found.knot().perSecond())
                                .against("Knot", found.knot().perSecond()),
                        Figure.of(work, "answered", own.perSecond(), "/s")
                                .atLeast(TIMES_COREDNS * found.coreDns().perSecond())
                                .against("CoreDNS", found.coreDns().perSecond()),
                        Figure.of(work, "processor time for an answer", own.micros(), "µs")
                                .against("Knot", found.knot().micros()),
                        Figure.of(work, "processor time for an answer", own.micros(), "µs")
                                .against("CoreDNS", found.coreDns().micros()),
                        Figure.of(half, "p99", found.ownHalf().p99(), "ms")
                                .atMost(MOST_MILLIS)
                                .against(
                                        "Knot, without changes",
                                        found.knotHalf().p99()),
                        Figure.of(
                                        half,
                                        "lost of " + found.ownHalf().asked(),
                                        found.ownHalf().lost(),
                                        "")
                                .atMost(0)
                                .against(
                                        "Knot, without changes",
                                        found.knotHalf().lost())),
                List.of(
                        "a zone of 1,000 names, one question in twenty about a name that does not exist; dnsperf, which shares the"
                                + " processors, and " + ServersBench.WORKERS
                                + " UDP workers at each server; at half load all answers of all rounds, else the median of "
                                + ServersBench.ROUNDS + " rounds of "
                                + ServersBench.ROUND.toSeconds()
                                + " s in turns; the rate limit is off, as it is at the others"));
    }
}
