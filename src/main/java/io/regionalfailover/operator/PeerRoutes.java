package io.regionalfailover.operator;

import io.quarkus.runtime.StartupEvent;
import io.regionalfailover.peers.PeerDesk;
import io.regionalfailover.peers.http.PeerHttp;
import io.regionalfailover.peers.http.PeerHttpOptions;
import io.regionalfailover.peers.http.PeerUrl;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/** Serves peers: beside health and metrics for this machine alone, and on a TLS port of its own. Only where there are peers. */
@ApplicationScoped
public class PeerRoutes {
    private static final Logger LOG = Logger.getLogger(PeerRoutes.class);
    private static final int EARLY = 2;
    private static final String UNNAMED = "default";

    /**
     * How peers are spoken with; empty without peers.
     *
     * @throws IllegalArgumentException when the settings are not fit, with a sentence
     */
    static Optional<PeerHttpOptions> options(Settings settings) {
        Settings.PeerTls tls = settings.peerTls();
        if (settings.peers().isPresent() && settings.region().isEmpty()) {
            throw new IllegalArgumentException(
                    "regional-failover.region is not set, and regional-failover.peers is; the name of"
                            + " the Region in which this instance stands is needed, since peers know it by that. Nothing is started.");
        }
        if (settings.peers().isPresent() && settings.installationId().equals(UNNAMED)) {
            throw new IllegalArgumentException(
                    "regional-failover.installation-id is not set, and regional-failover.peers is; one"
                            + " name for all instances that share zones is needed, other than \"" + UNNAMED
                            + "\". Nothing is started.");
        }
        return settings.peers()
                .map(peers -> new PeerHttpOptions(
                        peers.stream().map(PeerUrl::of).toList(),
                        settings.peerTokenFile(),
                        PeerHttpOptions.identity(tls.certificateFile(), tls.keyFile()),
                        tls.caFile(),
                        tls.address(),
                        tls.port()));
    }

    void route(@Observes Router router, Optional<PeerHttp> http, PeerDesk desk) {
        http.ifPresent(served -> {
            Handler<HttpServerRequest> endpoint = served.endpoint(desk);
            router.route("/peers/*").handler(context -> endpoint.handle(context.request()));
        });
    }

    /** Before policies are read: a peer that asks is told that nothing can be said yet, which is more than silence. */
    void listen(
            @Observes @Priority(EARLY) StartupEvent event, Settings settings, Optional<PeerHttp> http, PeerDesk desk) {
        http.filter(PeerHttp::servesTls).ifPresent(served -> {
            String address = settings.peerTls().address();
            try {
                LOG.infof(
                        "Peers are served on https://%s:%d",
                        address, served.listen(desk).join());
            } catch (CompletionException e) {
                throw new IllegalStateException(
                        "regional-failover.peer-tls.port: " + settings.peerTls().port() + " cannot be opened on "
                                + address + ". Nothing is started.",
                        e);
            }
        });
    }
}
