package io.regionalfailover.dns.route53;

import io.regionalfailover.dns.RequestGate;
import software.amazon.awssdk.services.route53.Route53Client;

/** Asks for the name servers of a zone with a client made from the environment, and prints what came of it. */
final class EnvironmentMain {
    private EnvironmentMain() {}

    /** @param args the zone's id */
    public static void main(String[] args) {
        try (Route53Client client =
                Route53Clients.builder(Route53Clients.Timeouts.standard()).build()) {
            System.out.println(new Route53Provider(client, args[0], RequestGate.open()).nameservers());
        }
    }
}
