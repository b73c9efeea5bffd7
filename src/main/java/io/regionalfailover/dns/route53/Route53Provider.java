package io.regionalfailover.dns.route53;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.RequestGate;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeBatch;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.DelegationSet;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.NoSuchHealthCheckException;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * One hosted zone at Route 53. Every request passes the gate once and is sent once. A batch is all or nothing, and a deletion
 * must match what stands in the zone byte for byte: that is what fences rest on.
 */
public final class Route53Provider implements DnsProvider {
    private static final Limits LIMITS = new Limits(1_000, 32_000);
    private static final int LONGEST_COMMENT = 256;
    private static final int DNS_PORT = 53;
    private static final String CHANGE = "/change/";

    private final Route53Client client;
    private final String zoneId;
    private final Runnable healthCheckGone;
    private final Requests requests;
    private final ZoneReader reader;

    /**
     * A provider for one zone.
     *
     * @param client made by {@link Route53Clients}; stays the caller's to close
     * @param hostedZoneId such as {@code Z0123456789}, with or without {@code /hostedzone/} before it
     * @param gate passed before each request
     */
    public Route53Provider(Route53Client client, String hostedZoneId, RequestGate gate) {
        this(client, hostedZoneId, gate, () -> {});
    }

    /**
     * A provider for one zone with a gate.
     *
     * @param healthCheckGone called when a change was refused, as a record set would hang on a health check that does not exist
     */
    Route53Provider(Route53Client client, String hostedZoneId, RequestGate gate, Runnable healthCheckGone) {
        this.healthCheckGone = healthCheckGone;
        this.client = client;
        this.zoneId = bare(hostedZoneId);
        this.requests = new Requests(zoneId, gate);
        this.reader = new ZoneReader(this::page);
    }

    @Override
    public ReadResult read(Set<DnsName> names) {
        try {
            return new ReadResult.Read(Map.copyOf(reader.read(names)));
        } catch (Faulted e) {
            return new ReadResult.NotRead(failure(e.fault()), e.fault().message());
        } catch (RuntimeException e) {
            return new ReadResult.NotRead(Failure.UNREACHABLE, notUnderstood(e));
        }
    }

    @Override
    public ApplyResult apply(List<Change> changes, String comment) {
        Optional<Change> unwritable = changes.stream()
                .filter(change -> change.set().foreignRouting().isPresent())
                .findFirst();
        if (unwritable.isPresent()) {
            RecordSet set = unwritable.get().set();
            return new ApplyResult.Refused(
                    Set.of(set.name()),
                    "%s %s is not written, as it has %s"
                            .formatted(
                                    set.name(), set.type(), set.foreignRouting().orElseThrow()));
        }
        if (changes.isEmpty()) {
            return new ApplyResult.Refused("A change set without changes is not sent");
        }
        try {
            ChangeBatch batch = batch(changes, comment);
            String id = requests.send(
                    RequestGate.Kind.CHANGE, "ChangeResourceRecordSets", override -> change(batch, override));
            if (id.isEmpty()) {
                healthCheckGone.run();
                return new ApplyResult.Unreachable("A health check of the gate in hosted zone " + zoneId
                        + " is gone: record sets hang on none until others are there");
            }
            return new ApplyResult.Applied(CHANGE + bare(id));
        } catch (Faulted e) {
            return switch (e.fault()) {
                case Fault.Conflict(var names, var message) -> new ApplyResult.Fenced(names, message);
                case Fault.Refusal(var names, var message) -> new ApplyResult.Refused(names, message);
                case Fault.Throttle(var message, var account) -> new ApplyResult.Throttled(message, account);
                case Fault.NotSent(var message) -> new ApplyResult.Unreachable(message);
                case Fault.InDoubt(var message) -> new ApplyResult.OutcomeUnknown(message);
            };
        } catch (RuntimeException e) {
            return new ApplyResult.OutcomeUnknown(notUnderstood(e));
        }
    }

    /** The change's id; empty when a record set would hang on a health check that does not exist. */
    private String change(ChangeBatch batch, Consumer<AwsRequestOverrideConfiguration.Builder> override) {
        try {
            return client.changeResourceRecordSets(request ->
                            request.hostedZoneId(zoneId).changeBatch(batch).overrideConfiguration(override))
                    .changeInfo()
                    .id();
        } catch (NoSuchHealthCheckException e) {
            return "";
        }
    }

    @Override
    public ForceResult inForce(String changeId) {
        try {
            ChangeStatus status = requests.send(
                    RequestGate.Kind.READ,
                    "GetChange",
                    override -> client.getChange(
                                    request -> request.id(bare(changeId)).overrideConfiguration(override))
                            .changeInfo()
                            .status());
            return status == ChangeStatus.INSYNC ? new ForceResult.InForce() : new ForceResult.Pending();
        } catch (Faulted e) {
            return new ForceResult.NotAnswered(failure(e.fault()), e.fault().message());
        }
    }

    /** A private zone names no servers: the list is empty then. */
    @Override
    public NameserverResult nameservers() {
        try {
            GetHostedZoneResponse zone = requests.send(
                    RequestGate.Kind.READ,
                    "GetHostedZone",
                    override ->
                            client.getHostedZone(request -> request.id(zoneId).overrideConfiguration(override)));
            Long count = zone.hostedZone().resourceRecordSetCount();
            if (count != null) {
                reader.learnSize(count);
            }
            Optional<DnsName> apex = Route53Names.parsed(zone.hostedZone().name());
            if (apex.isEmpty()) {
                return new NameserverResult.NotAnswered(
                        Failure.REFUSED, "Hosted zone %s has no name that can be used".formatted(zoneId));
            }
            return new NameserverResult.Named(
                    servers(Optional.ofNullable(zone.delegationSet())),
                    apex.get(),
                    zone.hostedZone().config() != null
                            && Boolean.TRUE.equals(zone.hostedZone().config().privateZone()));
        } catch (Faulted e) {
            return new NameserverResult.NotAnswered(
                    failure(e.fault()), e.fault().message());
        } catch (RuntimeException e) {
            return new NameserverResult.NotAnswered(Failure.UNREACHABLE, notUnderstood(e));
        }
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    private Listing.Page page(Optional<Listing.Cursor> from) throws Faulted {
        ListResourceRecordSetsResponse answer = requests.send(
                RequestGate.Kind.READ,
                "ListResourceRecordSets",
                override -> client.listResourceRecordSets(request -> {
                    request.hostedZoneId(zoneId)
                            .maxItems(String.valueOf(Listing.PAGE))
                            .overrideConfiguration(override);
                    from.ifPresent(cursor -> {
                        request.startRecordName(cursor.name());
                        cursor.type().ifPresent(request::startRecordType);
                        cursor.setIdentifier().ifPresent(request::startRecordIdentifier);
                    });
                }));
        List<RecordSet> sets = new ArrayList<>();
        for (ResourceRecordSet set : answer.resourceRecordSets()) {
            Route53Names.parsed(set.name()).ifPresent(name -> sets.add(RecordSets.ours(name, set)));
        }
        if (!Boolean.TRUE.equals(answer.isTruncated())) {
            return new Listing.Page(sets, Optional.empty());
        }
        return new Listing.Page(
                sets,
                Optional.of(new Listing.Cursor(
                        answer.nextRecordName(),
                        Optional.ofNullable(answer.nextRecordTypeAsString()),
                        Optional.ofNullable(answer.nextRecordIdentifier()))));
    }

    /** An id without the path that Route 53 puts before it and the SDK takes off answers but not requests. */
    private static String bare(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }

    private static ChangeBatch batch(List<Change> changes, String comment) {
        return ChangeBatch.builder()
                .comment(comment.length() <= LONGEST_COMMENT ? comment : comment.substring(0, LONGEST_COMMENT))
                .changes(changes.stream()
                        .map(change -> software.amazon.awssdk.services.route53.model.Change.builder()
                                .action(change.action().name())
                                .resourceRecordSet(RecordSets.theirs(change.set()))
                                .build())
                        .toList())
                .build();
    }

    private static List<InetSocketAddress> servers(Optional<DelegationSet> delegation) {
        return delegation.map(DelegationSet::nameServers).orElse(List.of()).stream()
                .map(host -> InetSocketAddress.createUnresolved(host, DNS_PORT))
                .toList();
    }

    private static Failure failure(Fault fault) {
        return switch (fault) {
            case Fault.Throttle throttle -> Failure.THROTTLED;
            case Fault.Refusal refusal -> Failure.REFUSED;
            case Fault.Conflict conflict -> Failure.REFUSED;
            case Fault.NotSent notSent -> Failure.UNREACHABLE;
            case Fault.InDoubt inDoubt -> Failure.UNREACHABLE;
        };
    }

    private String notUnderstood(RuntimeException e) {
        return "An answer about hosted zone %s cannot be understood: %s".formatted(zoneId, e);
    }
}
