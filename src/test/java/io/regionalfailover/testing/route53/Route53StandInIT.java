package io.regionalfailover.testing.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.InvalidInputException;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.NoSuchChangeException;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.Route53Exception;

/** The API as the AWS SDK sees it. */
class Route53StandInIT {

    private static final RecordSet EAST = RecordSet.weighted("www.example.com", "A", "east", 100, 30, "192.0.2.1");
    private static final RecordSet WEST = RecordSet.weighted("www.example.com", "A", "west", 0, 30, "192.0.2.2");

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private StandInFixture fixture = new StandInFixture(Options.defaults());

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void createsAndShowsZones() {
        CreateHostedZoneResponse created = fixture.client.createHostedZone(
                request -> request.name("shop.test").callerReference("once"));

        String id = created.hostedZone().id();
        assertThat(id).startsWith("Z");
        assertThat(created.delegationSet().nameServers()).containsExactly("ns-1.stand-in.test", "ns-2.stand-in.test");
        assertThat(fixture.client.getHostedZone(request -> request.id(id)).hostedZone())
                .returns("shop.test.", HostedZone::name)
                .returns(2L, HostedZone::resourceRecordSetCount);
        assertThat(fixture.client
                        .getHostedZone(request -> request.id(id))
                        .delegationSet()
                        .nameServers())
                .hasSize(2);
        assertThat(fixture.client.listHostedZonesPaginator().hostedZones())
                .extracting(HostedZone::name)
                .containsExactlyInAnyOrder("example.com.", "shop.test.");
        assertThat(fixture.client
                        .listHostedZonesByName(
                                request -> request.dnsName("shop.test").maxItems("1"))
                        .hostedZones())
                .extracting(HostedZone::id)
                .containsExactly("/hostedzone/" + id);
        assertThatThrownBy(() -> fixture.client.getHostedZone(request -> request.id("ZNONE")))
                .isInstanceOf(NoSuchHostedZoneException.class);
    }

    @Test
    void carriesEveryFieldOfARecordSetThereAndBack() {
        RecordSet text = RecordSet.simple("*.example.com", "TXT", 30, "\"a <b> & 'c' \\\"d\\\"\" \"second\"");
        RecordSet alias = RecordSet.weightedAlias("api.example.com", "A", "east", 7, "Z35S", "x.elb.amazonaws.com");

        fixture.submit(Change.create(EAST), Change.create(text), Change.create(alias));

        assertThat(list()).contains(StandInFixture.sdk(EAST), StandInFixture.sdk(text), StandInFixture.sdk(alias));
        assertThat(list()).extracting(ResourceRecordSet::name).contains("\\052.example.com.");
        assertThat(fixture.standIn.recordSets(fixture.zoneId)).contains(EAST, text, alias);
        fixture.submit(Change.delete(text), Change.delete(alias));
        assertThat(list()).hasSize(3);
    }

    @Test
    void doesAllOrNothingAndSaysEverythingThatIsWrong() {
        fixture.submit(Change.create(EAST));

        assertThatThrownBy(() -> fixture.submit(
                        Change.create(WEST), Change.delete(EAST.withWeight(1)), Change.create(EAST.withWeight(2))))
                .asInstanceOf(type(InvalidChangeBatchException.class))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorMessage())
                        .isEqualTo("[Tried to delete resource record set [name='www.example.com.', type='A',"
                                + " set-identifier='east'] but the values provided do not match the current"
                                + " values, Tried to create resource record set [name='www.example.com.',"
                                + " type='A', set-identifier='east'] but it already exists]"));
        assertThat(fixture.standIn.recordSets(fixture.zoneId, "www.example.com", "A"))
                .containsExactly(EAST);
        fixture.assertOutcomes(Operation.CHANGE_RECORD_SETS, "OK", "InvalidChangeBatch");
    }

    @Test
    void saysItInADocumentOfItsOwnIfTold() {
        restart(Options.defaults().errorForm(Options.ErrorForm.MESSAGES));

        // The SDK does not know this form: the messages are in the raw response only.
        assertThatThrownBy(() -> fixture.submit(Change.delete(EAST), Change.delete(WEST)))
                .asInstanceOf(type(Route53Exception.class))
                .satisfies(e -> {
                    assertThat(e.statusCode()).isEqualTo(400);
                    assertThat(e.awsErrorDetails().rawResponse().asUtf8String())
                            .contains(
                                    "<InvalidChangeBatch xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\">"
                                            + "<Messages><Message>Tried to delete",
                                    "set-identifier='west'] but it was not found</Message></Messages>");
                });
    }

    @Test
    void tellsPendingFromInSync() {
        restart(Options.defaults().inSyncAfter(Duration.ofMillis(1_500)));
        ChangeInfo change = fixture.submit(Change.create(EAST));

        assertThat(change.statusAsString()).isEqualTo("PENDING");
        assertThat(fixture.standIn.inForce(fixture.zoneId)).doesNotContain(EAST);
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> fixture.status(change).equals("INSYNC"));
        assertThat(fixture.standIn.inForce(fixture.zoneId)).contains(EAST);
        assertThatThrownBy(() -> fixture.client.getChange(request -> request.id("CNONE")))
                .isInstanceOf(NoSuchChangeException.class);
    }

    @Test
    void listsInPagesOf300() {
        for (int batch = 0; batch < 4; batch++) {
            int offset = batch * 100;
            fixture.submit(IntStream.range(offset, offset + 100)
                    .mapToObj(i ->
                            Change.create(RecordSet.simple("n%03d.example.com".formatted(i), "A", 30, "192.0.2.1")))
                    .toArray(Change[]::new));
        }

        ListResourceRecordSetsResponse page = fixture.client.listResourceRecordSets(
                request -> request.hostedZoneId(fixture.zoneId).maxItems("1000"));

        assertThat(page.resourceRecordSets()).hasSize(300);
        assertThat(page.isTruncated()).isTrue();
        assertThat(page.nextRecordName()).isEqualTo("n298.example.com.");
        assertThat(page.nextRecordTypeAsString()).isEqualTo("A");
        assertThat(list()).hasSize(402).doesNotHaveDuplicates();
    }

    @Test
    void startsAListingAnywhereInAGroup() {
        RecordSet north = RecordSet.weighted("www.example.com", "A", "north", 1, 30, "192.0.2.3");
        fixture.submit(Change.create(EAST), Change.create(WEST), Change.create(north));

        ListResourceRecordSetsResponse page =
                fixture.client.listResourceRecordSets(request -> request.hostedZoneId(fixture.zoneId)
                        .startRecordName("www.example.com")
                        .startRecordType("A")
                        .startRecordIdentifier("north")
                        .maxItems("1"));

        assertThat(page.resourceRecordSets()).containsExactly(StandInFixture.sdk(north));
        assertThat(page.nextRecordIdentifier()).isEqualTo("west");
        assertThatThrownBy(() -> fixture.client.listResourceRecordSets(
                        request -> request.hostedZoneId(fixture.zoneId).startRecordType("A")))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void refusesInputThatIsNotWellFormed() {
        assertThatThrownBy(() -> fixture.submit(Change.create(EAST.withWeight(256))))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(fixture::submit).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void throttlesWhoAsksTooMuch() {
        restart(Options.defaults().requestBucket(0.01, 5));
        for (int i = 0; i < 5; i++) {
            list();
        }

        assertThrottled(() -> fixture.submit(Change.create(EAST)));
    }

    @Test
    void throttlesWhoChangesTooMuch() {
        restart(Options.defaults().changeBucket(0.01, 2));
        fixture.submit(Change.create(EAST), Change.create(WEST));

        assertThrottled(() -> fixture.submit(Change.delete(EAST)));
        assertThat(list()).hasSize(4);
    }

    @Test
    void wantsASignatureOfAKeyItKnows() throws IOException, InterruptedException {
        try (Route53Client refused = fixture.client("AKIDREFUSED", TIMEOUT);
                Route53Client denied = fixture.client("AKIDDENIED", TIMEOUT)) {
            fixture.standIn.accessKeys().refuse("AKIDREFUSED");
            fixture.standIn.accessKeys().deny("AKIDDENIED");

            assertError(403, "InvalidClientTokenId", refused::listHostedZones);
            assertError(403, "AccessDenied", denied::listHostedZones);
            fixture.standIn.accessKeys().accept("AKIDDENIED");
            assertThat(denied.listHostedZones().hostedZones()).hasSize(1);
        }
        assertThat(raw("/2013-04-01/hostedzone").body()).contains("<Code>MissingAuthenticationToken</Code>");
        assertThat(raw("/2013-04-01/nonsense").statusCode()).isEqualTo(404);
        assertThat(fixture.standIn.requests())
                .extracting(ApiRequest::accessKeyId)
                .contains("AKIDREFUSED", "");
    }

    @Test
    void remembersWhatWasAsked() {
        fixture.submit(Change.create(EAST), Change.create(WEST));

        ApiRequest request = fixture.standIn.requests().getLast();
        assertThat(request.operation()).isEqualTo(Operation.CHANGE_RECORD_SETS);
        assertThat(request.zoneId()).contains(fixture.zoneId);
        assertThat(request.accessKeyId()).isEqualTo(StandInFixture.ACCESS_KEY);
        assertThat(request.changes()).containsExactly(Change.create(EAST), Change.create(WEST));
        assertThat(request.outcome()).isEqualTo("OK");
    }

    @Test
    void tellsTheHistoryOfWeightsAndTakesHandEdits() {
        restart(Options.defaults().inSyncAfter(Duration.ZERO));
        fixture.submit(Change.create(EAST), Change.create(WEST));
        fixture.submit(
                Change.delete(EAST),
                Change.delete(WEST),
                Change.create(EAST.withWeight(0)),
                Change.create(WEST.withWeight(100)));
        fixture.standIn.editByHand(fixture.zoneId, Change.delete(WEST));

        List<WeightsInForce> history = fixture.standIn.history(fixture.zoneId, "www.example.com", "A");
        assertThat(history).extracting(WeightsInForce::sum).containsExactly(0L, 100L, 100L, 0L);
        assertThat(history.getLast().changeId()).isEqualTo("hand-edit-1");
        assertThat(list())
                .extracting(ResourceRecordSet::setIdentifier)
                .contains("east")
                .doesNotContain("west");
    }

    private void restart(Options options) {
        fixture.close();
        fixture = new StandInFixture(options);
    }

    private List<ResourceRecordSet> list() {
        List<ResourceRecordSet> all = new ArrayList<>();
        fixture.client
                .listResourceRecordSetsPaginator(request -> request.hostedZoneId(fixture.zoneId))
                .resourceRecordSets()
                .forEach(all::add);
        return all;
    }

    private HttpResponse<String> raw(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI uri = fixture.standIn.endpoint().resolve(path);
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }

    private static void assertThrottled(Runnable call) {
        assertThatThrownBy(call::run).asInstanceOf(type(Route53Exception.class)).satisfies(e -> {
            assertThat(e.statusCode()).isEqualTo(400);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("Throttling");
            assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("Rate exceeded");
            assertThat(e.isThrottlingException()).isTrue();
        });
    }

    private static void assertError(int status, String code, Runnable call) {
        assertThatThrownBy(call::run).asInstanceOf(type(Route53Exception.class)).satisfies(e -> {
            assertThat(e.statusCode()).isEqualTo(status);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
        });
    }
}
