package io.regionalfailover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.api.v1alpha1.LastFailoverStatus;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsjavaAsker;
import io.regionalfailover.dns.NameserverAsker.Answer;
import io.regionalfailover.testing.dns.DebianTools;
import io.regionalfailover.testing.dns.Unbound;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users ask through a resolver that keeps answers; the status says when it had forgotten the region that was left. */
class ResolversIT {
    private static final Duration TTL = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void theStatusSaysWhenUsersHadLeft() {
        World world = World.usual();
        try (Shop shop = world.shop();
                Unbound unbound = new Unbound(
                        DebianTools.orSkip(),
                        folder,
                        shop.domain(),
                        world.route53().nameServers().getFirst().hostAndPort())) {
            shop.watch(unbound.hostAndPort());
            shop.apply(shop.policy()
                    .with(
                            "dns",
                            "{zone: %s, records: [{name: %s, type: A, ttl: %ds}]}"
                                    .formatted(shop.namespace(), shop.name(), TTL.toSeconds())));
            shop.awaitSteady();
            Shop.until(
                    "users are sent to the east", () -> answers(shop, unbound).equals(List.of("127.0.0.1")));
            Instant asked = Instant.now();

            shop.east().stop();
            LastFailoverStatus last = Objects.requireNonNull(shop.await(
                            "the resolver has turned",
                            status -> status.lastFailover() != null
                                    && status.lastFailover().resolversTurnedAt() != null)
                    .lastFailover());
            assertThat(answers(shop, unbound)).containsExactly("127.0.0.2");
            assertThat(last.resolversTurnedAt()).isAfterOrEqualTo(last.observedAt());
            // It counts whole seconds of its TTL.
            assertThat(last.resolversTurnedAt())
                    .isAfterOrEqualTo(asked.plus(TTL).minusSeconds(1));
            assertThat(last.resolversLate()).isEmpty();
        }
    }

    private static List<String> answers(Shop shop, Unbound unbound) {
        String[] parts = unbound.hostAndPort().split(":");
        Answer answer = DnsjavaAsker.ofResolvers(Duration.ofSeconds(2))
                .ask(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])), DnsName.of(shop.name()), "A");
        return answer instanceof Answer.Authoritative(List<String> values) ? values : List.of();
    }
}
