package io.regionalfailover.dns.route53;

import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.RequestGate;
import software.amazon.awssdk.services.route53.Route53Client;

/** The account that the process's environment names, with all its hosted zones. */
public final class Route53Account implements AutoCloseable {
    private final Route53Client client;

    private Route53Account(Route53Client client) {
        this.client = client;
    }

    /** Endpoint, region and credentials come from the environment alone, as the AWS SDK reads it. */
    public static Route53Account fromEnvironment() {
        return new Route53Account(Route53Clients.fromEnvironment());
    }

    /**
     * A hosted zone.
     *
     * @param id the zone's id, without prefix
     * @param gate passed before every request
     */
    public DnsProvider hostedZone(String id, RequestGate gate) {
        return new Route53Provider(client, id, gate);
    }

    @Override
    public void close() {
        client.close();
    }
}
