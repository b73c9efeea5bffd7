package io.regionalfailover.dns;

import static io.regionalfailover.dns.ContractRule.ALIAS_EXACT_DELETE;
import static io.regionalfailover.dns.ContractRule.ALIAS_READ_BACK;
import static io.regionalfailover.dns.ContractRule.IN_FORCE;
import static io.regionalfailover.dns.ContractRule.LOST_REPLY;
import static io.regionalfailover.dns.ContractRule.NAMESERVERS;
import static io.regionalfailover.dns.ContractRule.PAGES;
import static io.regionalfailover.dns.ContractRule.PAGE_INSIDE_NAME;
import static io.regionalfailover.dns.ContractRule.PENDING;
import static io.regionalfailover.dns.ContractRule.THROTTLING;
import static io.regionalfailover.dns.ContractRule.UNKNOWN_ZONE;
import static io.regionalfailover.dns.ContractRule.WEIGHTED_ANSWERS;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/** Where the provider contract is tried, and which of its rules are not kept there: tests and {@code docs/dns.md} take it from here. */
public enum ContractBackend {
    /** The strict stand-in, which has the rules of the API reference. */
    ROUTE53("Route 53", "Route 53's control plane", Set.of()),

    /** A change is made in this process, at once: there are no requests, no replies to lose and nothing to wait for. */
    EMBEDDED(
            "Embedded",
            "this process alone",
            Set.of(PAGES, LOST_REPLY, THROTTLING, PENDING),
            ALIAS_READ_BACK,
            ALIAS_EXACT_DELETE),

    /** Since 9.18.28 a record set has at most 100 records unless {@code max-records-per-type} says otherwise; the rule has 320. */
    BIND(
            "BIND",
            Plain.NEEDS,
            Plain.WITHOUT_OBJECT,
            WEIGHTED_ANSWERS,
            ALIAS_READ_BACK,
            ALIAS_EXACT_DELETE,
            IN_FORCE,
            PAGE_INSIDE_NAME),
    KNOT(
            "Knot DNS",
            Plain.NEEDS,
            Plain.WITHOUT_OBJECT,
            WEIGHTED_ANSWERS,
            ALIAS_READ_BACK,
            ALIAS_EXACT_DELETE,
            IN_FORCE),
    POWERDNS(
            "PowerDNS",
            Plain.NEEDS,
            Plain.WITHOUT_OBJECT,
            WEIGHTED_ANSWERS,
            ALIAS_READ_BACK,
            ALIAS_EXACT_DELETE,
            IN_FORCE),

    POWERDNS_LUA(
            "PowerDNS with LUA records",
            Plain.NEEDS,
            Plain.WITHOUT_OBJECT,
            ALIAS_READ_BACK,
            ALIAS_EXACT_DELETE,
            IN_FORCE),

    /** A DNSEndpoint object: one that does not exist is still to be made, and what ExternalDNS makes of it is not asked here. */
    EXTERNAL_DNS(
            "ExternalDNS",
            "one API server, ExternalDNS, and the DNS provider behind it",
            Set.of(LOST_REPLY, THROTTLING, PENDING, WEIGHTED_ANSWERS),
            IN_FORCE,
            UNKNOWN_ZONE,
            NAMESERVERS),

    /** The same for a provider that has no weights. */
    EXTERNAL_DNS_PLAIN(
            "ExternalDNS without weights",
            "one API server, ExternalDNS, and the DNS provider behind it",
            Set.of(LOST_REPLY, THROTTLING, PENDING),
            WEIGHTED_ANSWERS,
            ALIAS_READ_BACK,
            ALIAS_EXACT_DELETE,
            IN_FORCE,
            UNKNOWN_ZONE,
            NAMESERVERS);

    /** What servers of dynamic updates have in common. */
    private static final class Plain {
        private static final String NEEDS = "the zone's primary server";
        private static final Set<ContractRule> WITHOUT_OBJECT = Set.of(PENDING, THROTTLING);
    }

    private final String title;
    private final String needs;
    private final Set<ContractRule> withoutObject;
    private final Set<ContractRule> broken;

    ContractBackend(String title, String needs, Set<ContractRule> withoutObject, ContractRule... broken) {
        this.title = title;
        this.needs = needs;
        this.withoutObject = withoutObject;
        this.broken = Set.of(broken);
    }

    /** As people call it. */
    public String title() {
        return title;
    }

    /** What has to work for a change to be made. */
    String needs() {
        return needs;
    }

    /** The rules that are not kept, be it that there is nothing that could keep or break them. */
    public Set<ContractRule> lacking() {
        Set<ContractRule> lacking = new HashSet<>(broken);
        lacking.addAll(withoutObject);
        return lacking.isEmpty() ? EnumSet.noneOf(ContractRule.class) : EnumSet.copyOf(lacking);
    }

    /** Whether these rules are kept, in a word for a table. */
    String keeps(ContractRule... rules) {
        boolean none = Arrays.stream(rules).allMatch(withoutObject::contains);
        boolean all = Arrays.stream(rules).noneMatch(rule -> lacking().contains(rule));
        return none ? "—" : all ? "yes" : "no";
    }
}
