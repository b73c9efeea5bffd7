package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.APEX;
import static io.regionalfailover.dns.ZoneCases.SPEC;
import static io.regionalfailover.dns.ZoneCases.entry;
import static io.regionalfailover.dns.ZoneCases.plan;
import static io.regionalfailover.dns.ZoneCases.weights;

import io.regionalfailover.decision.Proposal.Kind;
import io.regionalfailover.simulation.engine.VirtualTime;
import io.regionalfailover.testing.dns.HookedZone;
import io.regionalfailover.testing.dns.StrictZone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** A zone's writer on virtual time, what it counts, and a clock that may go on while nothing runs. */
final class WriterBench {
    final VirtualTime time = new VirtualTime(Instant.ofEpochSecond(10_000));
    final StrictZone zone = ZoneCases.zone();
    final HookedZone provider = new HookedZone(zone);

    /** Everything counted, in order. */
    final List<String> counted = new ArrayList<>();

    final DnsMetrics metrics = new DnsMetrics() {
        @Override
        public void request(String operation, String outcome) {
            counted.add(operation + " " + outcome);
        }

        @Override
        public void batch(int changes, int policies) {
            counted.add("batch of " + changes + " for " + policies);
        }

        @Override
        public void fenced(int policies) {
            counted.add("fenced " + policies);
        }

        @Override
        public void trouble(String sentence) {
            counted.add(sentence);
        }
    };
    private Duration stoodStill = Duration.ZERO;
    final ZoneRuntime runtime = new ZoneRuntime(() -> time.instant().plus(stoodStill), time, time, new Random(7));
    final Budget budget = new Budget(runtime, 5, 20);
    final ZoneWriter writer = writer();

    private ZoneWriter writer() {
        NameserverAsker silent = (server, name, type) -> new NameserverAsker.Answer.None("does not answer");
        return new ZoneWriter(APEX, provider, budget, silent, List.of(), runtime, metrics);
    }

    /** The process stands still for so long: its clock goes on, its timers and threads do not. */
    void standStill(Duration forSoLong) {
        stoodStill = stoodStill.plus(forSoLong);
    }

    static Publication publication(String policy) {
        DnsName name = DnsName.of(policy + ".example.com");
        return ZoneCases.publication(
                Owner.of("default", "shop", policy), SPEC, List.of("east", "west"), entry(name, "A", "east", "west"));
    }

    /** A plan of this epoch for whatever the zone holds now. */
    CompletableFuture<WriteResult> write(String policy, long epoch) {
        Publication publication = publication(policy);
        return writer.write(new WriteRequest(
                publication,
                plan(epoch, weights("east", 100, "west", 0)),
                ZoneCases.reading(zone, publication),
                Kind.PUBLISH,
                0));
    }

    /** A policy that has been written. */
    void written(String policy) {
        var write = write(policy, 1);
        time.settle();
        if (!(write.resultNow() instanceof WriteResult.Applied)) {
            throw new AssertionError("not written: " + write.resultNow());
        }
    }

    /** What it comes to within a time. */
    <T> T within(Duration patience, CompletableFuture<T> future) {
        time.advance(patience);
        return future.resultNow();
    }
}
