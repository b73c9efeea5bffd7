package io.regionalfailover.testing.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.PriorRequestNotCompleteException;
import software.amazon.awssdk.services.route53.model.Route53Exception;

/** What the stand-in can be told to get wrong. */
class StandInFaultsIT {

    private static final RecordSet EAST = RecordSet.weighted("www.example.com", "A", "east", 100, 30, "192.0.2.1");
    private static final Change CREATE = Change.create(EAST);

    private final StandInFixture fixture = new StandInFixture(Options.defaults());

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void answersErrorsAsOftenAsTold() {
        fixture.standIn.faults().next(Operation.CHANGE_RECORD_SETS, 2, Fault.throttling());
        fixture.standIn.faults().next(Operation.CHANGE_RECORD_SETS, Fault.priorRequestNotComplete());
        fixture.standIn.faults().next(Operation.CHANGE_RECORD_SETS, Fault.serviceUnavailable());
        fixture.standIn.faults().next(Operation.CHANGE_RECORD_SETS, Fault.internalFailure());

        assertThatThrownBy(() -> fixture.submit(CREATE)).hasMessageContaining("Rate exceeded");
        assertThatThrownBy(() -> fixture.submit(CREATE)).hasMessageContaining("Rate exceeded");
        assertThatThrownBy(() -> fixture.submit(CREATE)).isInstanceOf(PriorRequestNotCompleteException.class);
        assertThatThrownBy(() -> fixture.submit(CREATE))
                .satisfies(e -> assertThat(status(e)).isEqualTo(503));
        assertThatThrownBy(() -> fixture.submit(CREATE))
                .satisfies(e -> assertThat(status(e)).isEqualTo(500));
        assertThat(created()).isFalse();

        fixture.submit(CREATE);
        fixture.assertOutcomes(
                Operation.CHANGE_RECORD_SETS,
                "Throttling",
                "Throttling",
                "PriorRequestNotComplete",
                "ServiceUnavailable",
                "InternalFailure",
                "OK");
    }

    @Test
    void losesTheReplyOfAChangeThatWasDone() {
        fixture.standIn.faults().next(Operation.CHANGE_RECORD_SETS, new Fault.ReplyLost());

        assertThatThrownBy(() -> fixture.submit(CREATE)).isInstanceOf(SdkClientException.class);

        assertThat(created()).isTrue();
        fixture.assertOutcomes(Operation.CHANGE_RECORD_SETS, "ReplyLost");
    }

    @Test
    void losesTheRequestBeforeItIsDone() {
        fixture.standIn.faults().next(Operation.CHANGE_RECORD_SETS, new Fault.RequestLost());

        assertThatThrownBy(() -> fixture.submit(CREATE)).isInstanceOf(SdkClientException.class);

        assertThat(created()).isFalse();
        fixture.assertOutcomes(Operation.CHANGE_RECORD_SETS, "RequestLost");
    }

    @Test
    void hangsBeforeOrAfterTheWork() {
        fixture.client.listHostedZones();
        try (Route53Client impatient = fixture.client(StandInFixture.ACCESS_KEY, Duration.ofSeconds(1))) {
            fixture.standIn.faults().next(Operation.CHANGE_RECORD_SETS, new Fault.Hang());
            assertThatThrownBy(() -> fixture.submit(impatient, CREATE))
                    .isInstanceOf(ApiCallAttemptTimeoutException.class);
            assertThat(created()).isFalse();

            fixture.standIn.faults().next(Operation.CHANGE_RECORD_SETS, new Fault.HangAfterDone());
            assertThatThrownBy(() -> fixture.submit(impatient, CREATE))
                    .isInstanceOf(ApiCallAttemptTimeoutException.class);
            assertThat(created()).isTrue();
        }
    }

    @Test
    void isSlow() {
        fixture.standIn.faults().next(Operation.CHANGE_RECORD_SETS, new Fault.Slow(Duration.ofMillis(300)));
        long start = System.nanoTime();

        fixture.submit(CREATE);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void failsUntilClearedAndGoesDownAltogether() {
        fixture.standIn.faults().always(Fault.serviceUnavailable());
        assertThatThrownBy(() -> fixture.client.listHostedZones())
                .satisfies(e -> assertThat(status(e)).isEqualTo(503));
        fixture.standIn.faults().clear();
        assertThat(fixture.client.listHostedZones().hostedZones()).hasSize(1);

        fixture.standIn.apiDown();
        assertThatThrownBy(() -> fixture.client.listHostedZones())
                .isInstanceOf(SdkClientException.class)
                .hasMessageContaining("refused");
        fixture.standIn.apiUp();
        assertThat(fixture.client.listHostedZones().hostedZones()).hasSize(1);
    }

    @Test
    void keepsChangesPendingUntilReleased() {
        fixture.standIn.holdPropagation(fixture.zoneId);
        var change = fixture.submit(CREATE);
        assertThat(fixture.status(change)).isEqualTo("PENDING");

        fixture.standIn.releasePropagation(fixture.zoneId);
        assertThat(fixture.status(change)).isEqualTo("INSYNC");
    }

    private boolean created() {
        return fixture.standIn.recordSets(fixture.zoneId).contains(EAST);
    }

    private static int status(Throwable e) {
        return ((Route53Exception) e).statusCode();
    }
}
