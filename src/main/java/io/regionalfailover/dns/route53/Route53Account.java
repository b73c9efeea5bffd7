package io.regionalfailover.dns.route53;

import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.RequestGate;
import io.regionalfailover.dns.gate.GateHealth;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.Route53ClientBuilder;

/** Who asks Route 53: the credentials of an account, with all its hosted zones. */
public final class Route53Account implements AutoCloseable {
    private final Route53Client client;
    private final Optional<AssumedRole> role;

    private Route53Account(Route53Client client, Optional<AssumedRole> role) {
        this.client = client;
        this.role = role;
    }

    /**
     * An account. Endpoints and region come from the environment alone, as the AWS SDK reads it. Nothing is asked yet.
     *
     * @param keys asked at every request; empty: the SDK's own chain
     * @param roleArn a role that is assumed with these; empty: none
     */
    public static Route53Account of(Optional<Supplier<AccessKeys>> keys, Optional<String> roleArn) {
        Route53Clients.Timeouts timeouts = Route53Clients.Timeouts.standard();
        Optional<KeptKeys> kept = keys.map(KeptKeys::new);
        Optional<AssumedRole> role = roleArn.map(arn -> new AssumedRole(arn, kept, timeouts));
        Route53ClientBuilder builder = Route53Clients.builder(timeouts);
        if (role.isPresent()) {
            builder.credentialsProvider(role.get());
        } else {
            kept.ifPresent(builder::credentialsProvider);
        }
        return new Route53Account(builder.build(), role);
    }

    /**
     * A hosted zone whose record sets hang on no health check.
     *
     * @param id the zone's id, without prefix
     * @param gate passed before every request
     */
    public DnsProvider hostedZone(String id, RequestGate gate) {
        return hostedZone(id, gate, () -> {});
    }

    /**
     * A hosted zone.
     *
     * @param id the zone's id, without prefix
     * @param gate passed before every request
     * @param healthCheckGone called when a change was refused, as a record set would hang on a health check that does not exist
     */
    public DnsProvider hostedZone(String id, RequestGate gate, Runnable healthCheckGone) {
        return new Route53Provider(client, id, gate, healthCheckGone);
    }

    /**
     * The health checks of a hosted zone's gate.
     *
     * @param id the zone's id, without prefix
     * @param installation whose they are
     * @param budget passed before every request
     * @param clock of how long one is left that nobody wants
     */
    public GateHealth gateOf(String id, String installation, RequestGate budget, InstantSource clock) {
        return new Route53GateHealth(client, id, installation, budget, clock);
    }

    @Override
    public void close() {
        client.close();
        role.ifPresent(AssumedRole::close);
    }
}
