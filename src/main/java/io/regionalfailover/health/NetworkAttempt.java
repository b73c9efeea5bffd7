package io.regionalfailover.health;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Tries targets over the network. Name resolution, connecting, TLS, request and body share one deadline; each attempt has a
 * connection of its own; no attempt connects to an address that the policy denies.
 */
public final class NetworkAttempt implements ProbeAttempt {

    private final InstantSource clock;
    private final HttpAttempt http;
    private final TcpAttempt tcp;
    private final DnsAttempt dns;
    private final GrpcAttempt grpc;
    private final PrometheusAttempt prometheus;
    private final WorkloadAttempt workload;

    /**
     * Loads what first attempts need, so that they are not late for it: may take a second in a process just started.
     *
     * @param clock steady: it is not set
     * @param timer cuts connections at their deadline
     * @param workers runs look-ups beside each other: virtual threads
     * @param policy which addresses may be connected to; the system's own resolvers are exempt
     * @param system how this host resolves names, e.g. {@link SystemDns#DEFAULT}
     * @param workloads looks into clusters
     */
    public NetworkAttempt(
            InstantSource clock,
            ScheduledExecutorService timer,
            Executor workers,
            AddressPolicy policy,
            SystemDns system,
            WorkloadReader workloads) {
        this.clock = clock;
        DnsExchange exchange = new DnsExchange(timer);
        exchange.warmUp();
        SystemNames names = new SystemNames(system, exchange, workers);
        Dialer dialer = new Dialer(names, policy, timer);
        Trust trust = new Trust();
        trust.warmUp();
        this.http = new HttpAttempt(dialer, trust);
        this.tcp = new TcpAttempt(dialer, trust);
        this.dns = new DnsAttempt(names, exchange, dialer, workers);
        this.grpc = new GrpcAttempt(dialer, trust);
        this.prometheus = new PrometheusAttempt(http);
        this.workload = new WorkloadAttempt(workloads, workers);
    }

    @Override
    public ProbeResult run(ProbeTarget target, Duration timeout) {
        Deadline deadline = Deadline.in(clock, timeout);
        try {
            return switch (target) {
                case HttpProbe probe -> http.run(probe, deadline);
                case TcpProbe probe -> tcp.run(probe, deadline);
                case DnsProbe probe -> dns.run(probe, deadline);
                case GrpcProbe probe -> grpc.run(probe, deadline);
                case PrometheusProbe probe -> prometheus.run(probe, deadline);
                case WorkloadProbe probe -> workload.run(probe, deadline);
                case UntriableProbe probe -> ProbeResult.unknown(probe.why());
            };
        } catch (AttemptFailed e) {
            return e.result();
        }
    }
}
