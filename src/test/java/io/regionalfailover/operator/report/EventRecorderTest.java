package io.regionalfailover.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.simulation.engine.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventRecorderTest {
    private final VirtualTime time = new VirtualTime(Instant.EPOCH);
    private final PacedExecutor paced = new PacedExecutor(time, 4, 25, time, time);

    @Test
    void leavesEventsOutWhileAThousandWaitUntilHalfOfThemAreSent() {
        try (KubernetesClient nowhere =
                new KubernetesClientBuilder().withConfig(atClosedPort()).build()) {
            EventRecorder events = new EventRecorder(nowhere, paced, time, "us-east-1/a");

            tell(events, 0, 2_000);
            assertThat(paced.waiting()).isEqualTo(1_000);

            time.advance(Duration.ofMillis(50).plusSeconds(19));
            tell(events, 2_000, 2_100);
            assertThat(paced.waiting()).isEqualTo(519);

            time.advance(Duration.ofSeconds(1));
            tell(events, 2_000, 2_100);
            assertThat(paced.waiting()).isEqualTo(594);
        }
    }

    private static Config atClosedPort() {
        return new ConfigBuilder()
                .withMasterUrl("http://127.0.0.1:1")
                .withRequestRetryBackoffLimit(0)
                .build();
    }

    private static void tell(EventRecorder events, int from, int to) {
        for (int policy = from; policy < to; policy++) {
            events.tell(
                    new ObjectReferenceBuilder()
                            .withKind("FailoverPolicy")
                            .withNamespace("shop")
                            .withName("app-" + policy)
                            .build(),
                    EventRecorder.Type.WARNING,
                    Reason.REGION_UNHEALTHY,
                    "FailOver",
                    "us-east-1 is unhealthy");
        }
    }
}
