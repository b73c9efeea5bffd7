package io.regionalfailover.bench;

import io.regionalfailover.testing.operator.OperatorProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the operator costs while nothing happens.
 *
 * @param cores in use
 * @param probesPerSecond that it began
 * @param dnsPerSecond requests to the provider
 * @param apiPerSecond requests to the API server about our kinds and events
 * @param statusWrites in all that time
 * @param residentMb memory at the end
 */
record Quiet(
        double cores,
        double probesPerSecond,
        double dnsPerSecond,
        double apiPerSecond,
        double statusWrites,
        double residentMb) {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    /** Of a core. */
    private static final double COMPILED = 0.004;

    private static final String REQUESTS = "apiserver_request_total";
    private static final String OURS = "group=\"regionalfailover.io\"";
    private static final String EVENTS = "resource=\"events\"";
    private static final String STATUS = "subresource=\"status\"";

    /** Waits until what follows the first publication is over: no status has been written for a time. */
    static void settled(Place place, Duration unwritten) {
        Waiting.steady("no status is written any more", unwritten, Duration.ofMinutes(10), () -> statuses(place));
    }

    /**
     * Waits until a process's compilers have little to do: what is wanted is what most days are like. A minute, in which all that comes
     * back comes once, tells.
     *
     * @param mostMinutes however much they still have to do then
     */
    static void compiled(OperatorProcess operator, int mostMinutes) {
        for (int minute = 0; minute < mostMinutes; minute++) {
            double before = Usage.ofCompilers(operator.pid());
            Waiting.window(A_MINUTE);
            double used = (Usage.ofCompilers(operator.pid()) - before) / A_MINUTE.toSeconds();
            if (used < COMPILED) {
                return;
            }
        }
    }

    static Quiet watch(Place place, OperatorProcess operator, Setting setting) {
        Metrics apiBefore = api(place);
        if (apiBefore.sum(REQUESTS, OURS, STATUS) == 0) {
            throw new IllegalStateException("statuses stand, and the API server counts no request for one");
        }
        Instant begunAt = Instant.now();
        long probesBefore = place.frontEnds().requests();
        Usage from = Usage.of(operator);
        Waiting.window(setting.time());
        Usage to = Usage.of(operator);
        Metrics apiAfter = api(place);
        double seconds = to.secondsSince(from);
        double probes = place.frontEnds().requests() - probesBefore;
        long dns = place.route53().requests().stream()
                .filter(request -> request.at().isAfter(begunAt))
                .count();
        return new Quiet(
                to.coresSince(from),
                probes / seconds,
                dns / seconds,
                (sum(apiAfter) - sum(apiBefore)) / seconds,
                apiAfter.sum(REQUESTS, OURS, STATUS) - apiBefore.sum(REQUESTS, OURS, STATUS),
                to.residentMb());
    }

    private static double sum(Metrics api) {
        return api.sum(REQUESTS, OURS) + api.sum(REQUESTS, EVENTS);
    }

    private static double statuses(Place place) {
        return api(place).sum(REQUESTS, OURS, STATUS);
    }

    private static Metrics api(Place place) {
        return Metrics.of(place.kube().raw("/metrics"));
    }

    /** @param bareMicros what a bare loop of the same HTTP client takes for a probe, in processor time */
    List<Figure> figures(String work, double bareMicros) {
        double probeCores = probesPerSecond * bareMicros / 1e6;
        return List.of(
                // The whole is what has a ratio that two runs can agree on: the rest is a small difference of large
                // numbers.
                Figure.of(work, "all of the processor time", 100 * cores, "% of a core")
                        .against("a bare loop of the same probes", 100 * probeCores),
                Figure.of(work, "cores beyond the probes themselves", 100 * (cores - probeCores), "%")
                        .atMost(3),
                Figure.of(work, "requests to the DNS API per second", dnsPerSecond, "")
                        .atMost(0.3),
                Figure.of(work, "requests to the API server per second", apiPerSecond, "")
                        .atMost(1),
                Figure.of(work, "statuses written", statusWrites, "").atMost(0),
                Figure.of(work, "resident memory", residentMb, "MB").atMost(512));
    }
}
