package io.regionalfailover.operator.console;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.api.v1alpha1.RegionDrain;
import io.regionalfailover.api.v1alpha1.TrafficShift;
import io.regionalfailover.console.ConsoleView;
import io.regionalfailover.console.OrderCard;
import io.regionalfailover.console.PolicyCard;
import io.regionalfailover.console.RegionCard;
import io.regionalfailover.console.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the API server, followed while somebody looks. A replica that waits for the Lease shows the same as the one that
 * holds it. For several threads.
 */
public final class Follower implements Source {
    /** Watches end by themselves every few minutes, and are there again within this. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KubernetesClient client;
    private final List<String> namespaces;
    private final InstantSource wall;
    private final Supplier<Role> role;
    private @Nullable All all;
    private Optional<Instant> lostSince = Optional.empty();

    /**
     * Who this process is to the others.
     *
     * @param instance its region and host
     * @param acting whether it carries out policies
     * @param leader who does, as far as it knows
     */
    public record Role(String instance, boolean acting, Optional<String> leader) {}

    private record All(
            Followed<FailoverPolicy, PolicyCard> policies,
            Followed<Region, RegionCard.Own> regions,
            Followed<RegionDrain, OrderCard> drains,
            Followed<TrafficShift, OrderCard> shifts) {
        List<Followed<?, ?>> each() {
            return List.of(policies, regions, drains, shifts);
        }
    }

    /**
     * @param namespaces whose policies are carried out; all of them when empty
     * @param wall shown to people
     */
    public Follower(KubernetesClient client, List<String> namespaces, InstantSource wall, Supplier<Role> role) {
        this.client = client;
        this.namespaces = List.copyOf(namespaces);
        this.wall = wall;
        this.role = role;
    }

    @Override
    public synchronized void open() {
        if (all == null) {
            all = new All(
                    new Followed<>(client, FailoverPolicy.class, namespaces, Cards::of),
                    new Followed<>(client, Region.class, List.of(), Cards::of),
                    new Followed<>(client, RegionDrain.class, List.of(), Cards::of),
                    new Followed<>(client, TrafficShift.class, namespaces, Cards::of));
        }
    }

    @Override
    public synchronized void close() {
        if (all != null) {
            all.each().forEach(Followed::close);
            all = null;
        }
        lostSince = Optional.empty();
    }

    @Override
    public synchronized ConsoleView view() {
        Role now = role.get();
        All seen = all;
        if (seen == null) {
            return ConsoleView.of(standing(now, false, Optional.empty()), List.of(), List.of(), List.of());
        }
        boolean read = seen.each().stream().allMatch(Followed::isRead);
        boolean told = seen.each().stream().allMatch(Followed::isTold);
        Instant at = wall.instant();
        lostSince = told ? Optional.empty() : lostSince.or(() -> Optional.of(at));
        Optional<Instant> lost = lostSince.filter(since -> since.isBefore(at.minus(PATIENCE)));
        List<OrderCard> orders = new ArrayList<>(seen.drains().cards());
        orders.addAll(seen.shifts().cards());
        return ConsoleView.of(
                standing(now, read, lost),
                seen.regions().cards(),
                orders,
                seen.policies().cards());
    }

    private static ConsoleView.Standing standing(Role now, boolean read, Optional<Instant> lost) {
        return new ConsoleView.Standing(now.instance(), now.acting(), now.leader(), read, lost);
    }
}
