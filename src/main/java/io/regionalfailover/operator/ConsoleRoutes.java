package io.regionalfailover.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import io.regionalfailover.console.Door;
import io.regionalfailover.console.Hub;
import io.regionalfailover.console.http.ConsoleEndpoint;
import io.regionalfailover.operator.console.Follower;
import io.regionalfailover.operator.console.TokenReviewer;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Serves the console beside health and metrics, where it is wanted. */
@ApplicationScoped
public class ConsoleRoutes {
    private static final int BEFORE_THE_REST = 50;

    private @Nullable Hub hub;

    void route(
            @Observes Router router,
            Settings settings,
            KubernetesClient client,
            Identity identity,
            Lifecycle lifecycle,
            Threads threads,
            SteadyClock clock,
            Vertx vertx) {
        Settings.Console wanted = settings.console();
        if (!wanted.enabled()) {
            return;
        }
        List<String> namespaces = settings.namespaces().orElse(List.of());
        Follower follower = new Follower(client, namespaces, InstantSource.system(), () -> role(identity, lifecycle));
        Hub opened = new Hub(follower, InstantSource.system(), threads.timers(), threads.workers());
        hub = opened;
        Door door = new Door(
                wanted.openOnLoopback(),
                wanted.hosts().orElse(List.of()).stream()
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
        TokenReviewer reviewer = new TokenReviewer(client, namespaces, wanted.audience(), clock, threads.workers());
        ConsoleEndpoint endpoint = new ConsoleEndpoint(door, reviewer, opened, vertx);
        router.route(ConsoleEndpoint.ROOT).handler(context -> endpoint.handle(context.request()));
        router.route(ConsoleEndpoint.ROOT + "/*").handler(context -> endpoint.handle(context.request()));
    }

    private static Follower.Role role(Identity identity, Lifecycle lifecycle) {
        boolean acting = lifecycle.phase() != Lifecycle.Phase.WAITING;
        return new Follower.Role(identity.writer(), acting, acting ? Optional.empty() : lifecycle.leader());
    }

    void stop(@Observes @Priority(BEFORE_THE_REST) ShutdownEvent event) {
        if (hub != null) {
            hub.close();
        }
    }
}
