package io.regionalfailover.health;

/** What is probed, with every placeholder filled in. Equal targets in one scope share one running probe. */
public sealed interface ProbeTarget
        permits HttpProbe, TcpProbe, DnsProbe, GrpcProbe, PrometheusProbe, WorkloadProbe, UntriableProbe {

    /** Returns the kind of probe as the spec's field is called and metrics are labelled: {@code http}. */
    String kind();
}
