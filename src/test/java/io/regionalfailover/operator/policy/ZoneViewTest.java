package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Published;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.decision.Stage;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.NameSets;
import io.regionalfailover.dns.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ZoneViewTest {
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

    @Test
    void nothingIsSaidBeforeTheZoneWasRead() {
        ZoneView view = new ZoneView(Optional.empty());
        assertThat(view.published()).isInstanceOf(Published.Unread.class);

        view.take(new Reading.Failed(Failure.UNREACHABLE, "no answer"), NOW, NOW);

        assertThat(view.published()).isEqualTo(new Published.Unread(Reason.DNS_UNAVAILABLE, "no answer"));
    }

    @Test
    void aFailedReadKeepsWhatWasReadBefore() {
        ZoneView view = new ZoneView(Optional.empty());
        view.take(owned(4, "aaaa"), NOW, NOW);

        view.take(new Reading.Failed(Failure.THROTTLED, "slow down"), NOW, NOW);

        assertThat(view.published()).isInstanceOf(Published.Present.class);
        assertThat(view.trouble()).get().extracting(Trouble::reason).isEqualTo(Reason.DNS_THROTTLED);
        assertThat(view.nextEpoch()).isEqualTo(5);
    }

    @Test
    void failedReadsAreRepeatedEverMoreSlowly() {
        ZoneView view = new ZoneView(Optional.empty());
        for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            view.take(new Reading.Failed(Failure.UNREACHABLE, "no answer"), NOW, NOW);
            assertThat(view.trouble()).get().extracting(Trouble::retryAt).isEqualTo(NOW.plusSeconds(seconds));
        }
    }

    @Test
    void aReadThatBeganBeforeTheLastWriteSaysNothing() {
        ZoneView view = new ZoneView(Optional.empty());
        view.take(owned(4, "aaaa"), NOW, NOW);
        Reading.Owned after = owned(5, "bbbb");
        view.wrote(after, PlanProgress.found(after.plan()), NOW.plusSeconds(2));

        view.take(owned(4, "aaaa"), NOW.plusSeconds(1), NOW.plusSeconds(3));
        assertThat(view.progress()).get().extracting(PlanProgress::epoch).isEqualTo(5L);

        view.take(owned(6, "cccc"), NOW.plusSeconds(3), NOW.plusSeconds(3));
        assertThat(view.progress()).get().extracting(PlanProgress::epoch).isEqualTo(6L);
    }

    @Test
    void whatAnEarlierProcessWroteIsRecognisedByItsNonce() {
        PlanProgress remembered = new PlanProgress(
                4,
                "aaaa",
                "0123456789abcdef",
                Optional.of(Reason.REGION_UNHEALTHY),
                Optional.of(NOW),
                Optional.empty(),
                Optional.of(NOW),
                Optional.of("/change/C1"),
                Optional.of(NOW),
                Optional.empty(),
                Optional.of("west/pod"));
        ZoneView same = new ZoneView(Optional.of(remembered));
        ZoneView newer = new ZoneView(Optional.of(remembered));
        ZoneView anew = new ZoneView(Optional.of(remembered));

        assertThat(same.take(owned(4, "aaaa"), NOW, NOW)).isTrue();
        assertThat(same.progress()).get().satisfies(progress -> {
            assertThat(progress.nonce()).isEqualTo("aaaa");
            assertThat(progress.reason()).contains(Reason.REGION_UNHEALTHY);
            assertThat(progress.inForce()).isTrue();
        });

        assertThat(same.take(owned(4, "aaaa"), NOW, NOW))
                .as("it is followed already")
                .isFalse();

        assertThat(anew.take(owned(4, "cccc"), NOW, NOW))
                .as("people emptied the zone, and numbers began again")
                .isTrue();
        assertThat(anew.progress())
                .get()
                .satisfies(progress -> assertThat(progress.inForce()).isFalse());

        assertThat(newer.take(owned(5, "bbbb"), NOW, NOW)).isTrue();
        assertThat(newer.progress()).get().satisfies(progress -> {
            assertThat(progress.reason()).isEmpty();
            assertThat(progress.inForce()).isFalse();
        });
    }

    @Test
    void aConflictIsNoPlan() {
        ZoneView view = new ZoneView(Optional.empty());

        view.take(new Reading.Conflict(DnsName.of("a.example.com"), "somebody else's"), NOW, NOW);

        assertThat(view.published()).isEqualTo(new Published.Unread(Reason.RECORD_CONFLICT, "somebody else's"));
    }

    private static Reading.Owned owned(long epoch, String nonce) {
        Plan plan = new Plan(
                epoch, nonce, "0123456789abcdef", new Weights(Map.of("east", 100)), new Stage.Settled(), 0, List.of());
        return new Reading.Owned(new NameSets(Map.of()), plan, false, "");
    }
}
