package io.regionalfailover.testing.route53;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** A stand-in with one zone, {@code example.com}, and the AWS SDK's client for it. */
final class StandInFixture implements AutoCloseable {

    static final String ACCESS_KEY = "AKIDSTANDIN";

    final Route53StandIn standIn;
    final String zoneId;
    final Route53Client client;

    StandInFixture(Options options) {
        standIn = Route53StandIn.start(options);
        zoneId = standIn.createZone("example.com");
        client = client(ACCESS_KEY, Duration.ofSeconds(20));
    }

    /** Returns a client that never retries. */
    Route53Client client(String accessKey, Duration attemptTimeout) {
        return Route53Client.builder()
                .endpointOverride(standIn.endpoint())
                .region(Region.AWS_GLOBAL)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .apiCallAttemptTimeout(attemptTimeout))
                .build();
    }

    ChangeInfo submit(Change... changes) {
        return submit(client, changes);
    }

    ChangeInfo submit(Route53Client by, Change... changes) {
        return by.changeResourceRecordSets(request -> request.hostedZoneId(zoneId)
                        .changeBatch(batch -> batch.changes(
                                Arrays.stream(changes).map(StandInFixture::sdk).toList())))
                .changeInfo();
    }

    String status(ChangeInfo change) {
        return client.getChange(request -> request.id(change.id())).changeInfo().statusAsString();
    }

    static software.amazon.awssdk.services.route53.model.Change sdk(Change change) {
        return software.amazon.awssdk.services.route53.model.Change.builder()
                .action(ChangeAction.fromValue(change.action().name()))
                .resourceRecordSet(sdk(change.set()))
                .build();
    }

    static ResourceRecordSet sdk(RecordSet set) {
        ResourceRecordSet.Builder builder =
                ResourceRecordSet.builder().name(set.name()).type(set.type());
        set.setIdentifier().ifPresent(builder::setIdentifier);
        set.weight().ifPresent(builder::weight);
        set.ttl().ifPresent(builder::ttl);
        if (!set.values().isEmpty()) {
            builder.resourceRecords(set.values().stream()
                    .map(value -> ResourceRecord.builder().value(value).build())
                    .toList());
        }
        set.alias()
                .ifPresent(alias -> builder.aliasTarget(target -> target.hostedZoneId(alias.hostedZoneId())
                        .dnsName(alias.dnsName())
                        .evaluateTargetHealth(alias.evaluateTargetHealth())));
        return builder.build();
    }

    /** Asks a name server over UDP, falling back to TCP as a resolver does. */
    static Message ask(NameServer server, String name, int type) throws IOException {
        return ask(server, name, type, Duration.ofSeconds(5));
    }

    static Message ask(NameServer server, String name, int type, Duration timeout) throws IOException {
        SimpleResolver resolver = new SimpleResolver(server.address());
        resolver.setTimeout(timeout);
        return resolver.send(Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN)));
    }

    Message ask(String name, int type) throws IOException {
        return ask(standIn.nameServers().getFirst(), name, type);
    }

    static List<String> answers(Message reply) {
        return reply.getSection(Section.ANSWER).stream()
                .map(Record::rdataToString)
                .toList();
    }

    void assertOutcomes(Operation operation, String... outcomes) {
        assertThat(standIn.requests(operation)).extracting(ApiRequest::outcome).containsExactly(outcomes);
    }

    @Override
    public void close() {
        client.close();
        standIn.close();
    }
}
