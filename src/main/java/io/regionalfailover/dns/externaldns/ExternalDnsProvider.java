package io.regionalfailover.dns.externaldns;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.RequestGate;
import io.regionalfailover.dns.externaldns.EndpointStore.Keeping;
import io.regionalfailover.dns.externaldns.EndpointStore.Reading;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A zone whose record sets stand in one {@code DNSEndpoint}. A batch is one write of the object, which counts only while the object is
 * as it was read: what a batch believes in is compared with that. ExternalDNS notes in the same object's status what it has seen, so a
 * write that came too late is tried again on what stands there then.
 */
public final class ExternalDnsProvider implements DnsProvider {
    private static final Limits LIMITS = new Limits(5_000, 200_000);
    /** An object may have about 1.5 MB in all (etcd's limit for a request); an entry's names and properties are most of it. */
    private static final int MOST_CHARACTERS = 1_000_000;

    private static final int OVERHEAD = 250;
    private static final int ATTEMPTS = 5;

    private final DnsName apex;
    private final EndpointStore store;
    private final Carriage carriage;
    private final RequestGate gate;

    /** @param gate is passed before every request */
    public ExternalDnsProvider(DnsName apex, EndpointStore store, Carriage carriage, RequestGate gate) {
        this.apex = apex;
        this.store = store;
        this.carriage = carriage;
        this.gate = gate;
    }

    @Override
    public ReadResult read(Set<DnsName> names) {
        return switch (look()) {
            case Reading.Found found ->
                new ReadResult.Read(Document.of(found.endpoints(), carriage).at(names));
            case Reading.Missing() ->
                new ReadResult.Read(Document.of(List.of(), carriage).at(names));
            case Reading.NotRead(Failure failure, String message) -> new ReadResult.NotRead(failure, message);
        };
    }

    @Override
    public ApplyResult apply(List<Change> changes, String comment) {
        Optional<ApplyResult> never = never(changes);
        if (never.isPresent()) {
            return never.get();
        }
        int values = changes.stream()
                .mapToInt(change -> change.set().values().size())
                .sum();
        int characters = changes.stream()
                .flatMap(change -> change.set().values().stream())
                .mapToInt(String::length)
                .sum();
        if (values > LIMITS.values() || characters > LIMITS.characters()) {
            return new ApplyResult.Refused("A batch of " + values + " values and " + characters
                    + " characters is too large: " + LIMITS.values() + " and " + LIMITS.characters() + " are allowed");
        }
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<ApplyResult> result = attempt(changes);
            if (result.isPresent()) {
                return result.get();
            }
        }
        return new ApplyResult.Throttled(
                store.label() + " was changed by somebody else each time it was to be written, " + ATTEMPTS + " times",
                false);
    }

    /** What no state of the object would take. */
    private Optional<ApplyResult> never(List<Change> changes) {
        return refusal(changes, set -> !set.name().isWithin(apex), name -> name + " is outside the zone " + apex)
                .or(() -> refusal(
                        changes,
                        set -> set.alias().isPresent() && !carriage.weights(),
                        name -> name
                                + " is an alias, which a zone without weights (spec.provider.externalDns.weights) has"
                                + " not: addresses and hostname are allowed"))
                .or(() -> refusal(
                        changes,
                        set -> set.weight().isPresent() && !carriage.weights() && hasNoRoom(set.name()),
                        name -> name + " has " + name.text().length() + " characters: at most " + name.longestWithSets()
                                + " are allowed in a zone without weights (spec.provider.externalDns.weights)"));
    }

    private static boolean hasNoRoom(DnsName name) {
        return name.text().length() > name.longestWithSets();
    }

    private static Optional<ApplyResult> refusal(
            List<Change> changes, Predicate<RecordSet> isImpossible, Function<DnsName, String> why) {
        Set<DnsName> names = changes.stream()
                .map(Change::set)
                .filter(isImpossible)
                .map(RecordSet::name)
                .collect(Collectors.toSet());
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(new ApplyResult.Refused(
                        names, why.apply(names.iterator().next())));
    }

    /** Empty when somebody else wrote in between. */
    private Optional<ApplyResult> attempt(List<Change> changes) {
        return switch (look()) {
            case Reading.Found(List<Endpoint> endpoints, String version, boolean ignored) ->
                attempt(changes, Optional.of(version), endpoints);
            case Reading.Missing() -> attempt(changes, Optional.empty(), List.of());
            case Reading.NotRead(Failure failure, String message) -> Optional.of(notApplied(failure, message));
        };
    }

    private Optional<ApplyResult> attempt(List<Change> changes, Optional<String> version, List<Endpoint> before) {
        return switch (Document.of(before, carriage).with(changes)) {
            case Document.Tried.Conflict(Set<DnsName> names, String message) ->
                Optional.of(new ApplyResult.Fenced(names, store.label() + ": " + message));
            case Document.Tried.Possible(List<Endpoint> after)
            when characters(after) > MOST_CHARACTERS ->
                Optional.of(new ApplyResult.Refused(store.label() + " would have about " + characters(after)
                        + " characters, " + MOST_CHARACTERS + " are allowed: spread the names over several DnsZones"));
            case Document.Tried.Possible(List<Endpoint> after) -> keep(version, after);
        };
    }

    private Reading look() {
        return passed(RequestGate.Kind.READ)
                ? store.read()
                : new Reading.NotRead(Failure.UNREACHABLE, "The wait for a request was broken off");
    }

    private boolean passed(RequestGate.Kind kind) {
        try {
            gate.pass(kind);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<ApplyResult> keep(Optional<String> version, List<Endpoint> after) {
        if (!passed(RequestGate.Kind.CHANGE)) {
            return Optional.of(new ApplyResult.Unreachable("The wait for a request was broken off"));
        }
        return switch (store.keep(version, after)) {
            case Keeping.Kept() -> Optional.of(new ApplyResult.Applied(""));
            case Keeping.Outdated() -> Optional.empty();
            case Keeping.Unknown(String message) -> Optional.of(new ApplyResult.OutcomeUnknown(message));
            case Keeping.NotKept(Failure failure, String message) -> Optional.of(notApplied(failure, message));
        };
    }

    private static ApplyResult notApplied(Failure failure, String message) {
        return switch (failure) {
            case UNREACHABLE -> new ApplyResult.Unreachable(message);
            case THROTTLED -> new ApplyResult.Throttled(message);
            case REFUSED -> new ApplyResult.Refused(message);
        };
    }

    private static long characters(List<Endpoint> endpoints) {
        return endpoints.stream()
                .mapToLong(endpoint -> OVERHEAD
                        + endpoint.dnsName().length()
                        + endpoint.setIdentifier().length()
                        + endpoint.targets().stream().mapToLong(String::length).sum())
                .sum();
    }

    /** ExternalDNS says of no change when it is in force. */
    @Override
    public ForceResult inForce(String changeId) {
        return new ForceResult.NotAnswered(
                Failure.REFUSED, "ExternalDNS does not say when a change is in force; the name servers are asked");
    }

    @Override
    public NameserverResult nameservers() {
        return new NameserverResult.NotAnswered(
                Failure.REFUSED, "ExternalDNS names no servers of the zone; name them in spec.nameservers");
    }

    /**
     * Its TXT registry does not find the owner of a TXT record again and so changes none (v0.20): with its default record types it
     * leaves those of the object alone, and fences stand there only.
     */
    @Override
    public boolean servesFences() {
        return false;
    }

    @Override
    public boolean isTakenUp() {
        return look() instanceof Reading.Found found && !found.lagging();
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }
}
