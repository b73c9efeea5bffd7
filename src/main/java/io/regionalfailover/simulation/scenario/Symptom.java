package io.regionalfailover.simulation.scenario;

import io.regionalfailover.health.DnsProbe;
import io.regionalfailover.health.GrpcProbe;
import io.regionalfailover.health.HttpProbe;
import io.regionalfailover.health.ProbeResult;
import io.regionalfailover.health.ProbeTarget;
import io.regionalfailover.health.PrometheusProbe;
import io.regionalfailover.health.TcpProbe;
import io.regionalfailover.health.UntriableProbe;
import io.regionalfailover.health.WorkloadProbe;
import java.time.Duration;

/** How something fails, in the words that the probes have for it. */
public enum Symptom {
    /** Its name has no records. */
    EMPTY,
    /** Its name does not exist. */
    NXDOMAIN,
    /** It refuses connections. */
    REFUSED,
    /** It does not answer; an attempt knows that when its time is up. */
    SILENT,
    /** It answers with an error. */
    ERROR;

    /** When an attempt at something that fails so knows it, after it began to fail. */
    public Duration knownAfter(Duration timeout) {
        return this == SILENT ? timeout : Duration.ZERO;
    }

    /** What an attempt finds. */
    public ProbeResult of(ProbeTarget target, Duration timeout) {
        return switch (target) {
            case DnsProbe dns -> ProbeResult.failing(ofName(dns.name(), dns.type(), timeout));
            case HttpProbe http -> ProbeResult.failing(ofHttp(http, timeout));
            case PrometheusProbe ignored -> ProbeResult.unknown("Prometheus does not answer");
            case TcpProbe tcp -> ProbeResult.failing(ofConnection(tcp.host(), tcp.host() + ":" + tcp.port(), timeout));
            case GrpcProbe grpc ->
                ProbeResult.failing(
                        this == ERROR
                                ? "NOT_SERVING"
                                : ofConnection(grpc.host(), grpc.host() + ":" + grpc.port(), timeout));
            case WorkloadProbe workload ->
                this == SILENT
                        ? ProbeResult.unknown("the cluster of region " + workload.region() + " did not answer within "
                                + seconds(timeout))
                        : ProbeResult.failing(workload.workloadKind() + " " + workload.namespace() + "/"
                                + workload.name() + " has too few pods available");
            case UntriableProbe untriable -> ProbeResult.unknown(untriable.why());
        };
    }

    private String ofName(String name, String type, Duration timeout) {
        return switch (this) {
            case EMPTY -> "empty answer for " + name + ": no " + type + " record";
            case NXDOMAIN -> "NXDOMAIN for " + name;
            case REFUSED -> "REFUSED for " + name;
            case ERROR -> "SERVFAIL for " + name;
            case SILENT -> "no answer for " + name + " within " + seconds(timeout);
        };
    }

    private String ofHttp(HttpProbe http, Duration timeout) {
        String host = String.valueOf(http.url().getHost());
        return this == ERROR ? "HTTP 503" : ofConnection(host, host, timeout);
    }

    private String ofConnection(String host, String peer, Duration timeout) {
        return switch (this) {
            case EMPTY, NXDOMAIN -> ofName(host, "A", timeout);
            case REFUSED -> "connection refused by " + peer;
            case ERROR -> "connection reset by " + peer;
            case SILENT -> "no answer from " + peer + " within " + seconds(timeout);
        };
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
