package io.regionalfailover.health;

/** What is probed, with every placeholder filled in. Equal targets in one scope share one running probe. */
public sealed interface ProbeTarget permits HttpProbe, TcpProbe, DnsProbe {

    /** Returns the kind in lower case, as used for metrics: {@code http}, {@code tcp} or {@code dns}. */
    String kind();
}
