package io.regionalfailover.api.v1alpha1;

/** The DNS record types that a policy publishes and a DNS check asks for. */
public enum RecordType {
    /** IPv4 addresses. */
    A,

    /** IPv6 addresses. */
    AAAA,

    /** Another host name. */
    CNAME
}
