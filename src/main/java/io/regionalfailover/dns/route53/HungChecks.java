package io.regionalfailover.dns.route53;

import io.regionalfailover.dns.RequestGate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** The health checks that any record set of a zone hangs on, whoever's it is. Route 53 deletes a check that is in use. */
final class HungChecks {
    private final Route53Client client;
    private final String zoneId;
    private final Requests requests;

    HungChecks(Route53Client client, String zoneId, Requests requests) {
        this.client = client;
        this.zoneId = zoneId;
        this.requests = requests;
    }

    /** Their ids, after a look at the whole zone. */
    Set<String> ids() throws Faulted {
        Set<String> ids = new HashSet<>();
        Optional<ListResourceRecordSetsResponse> before = Optional.empty();
        do {
            Optional<ListResourceRecordSetsResponse> last = before;
            ListResourceRecordSetsResponse page = requests.send(
                    RequestGate.Kind.READ,
                    "ListResourceRecordSets",
                    override -> client.listResourceRecordSets(request -> {
                        request.hostedZoneId(zoneId)
                                .maxItems(String.valueOf(Listing.PAGE))
                                .overrideConfiguration(override);
                        last.ifPresent(from -> request.startRecordName(from.nextRecordName())
                                .startRecordType(from.nextRecordType())
                                .startRecordIdentifier(from.nextRecordIdentifier()));
                    }));
            for (ResourceRecordSet set : page.resourceRecordSets()) {
                Optional.ofNullable(set.healthCheckId()).ifPresent(ids::add);
            }
            before = Boolean.TRUE.equals(page.isTruncated()) ? Optional.of(page) : Optional.empty();
        } while (before.isPresent());
        return ids;
    }
}
