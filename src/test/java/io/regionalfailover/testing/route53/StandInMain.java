package io.regionalfailover.testing.route53;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs a {@link Route53StandIn} as a process of its own, until its standard input ends. */
final class StandInMain {

    private StandInMain() {}

    /**
     * Starts the stand-in and prints where it is, one {@code NAME=value} per line and an empty line at the end:
     * {@code AWS_ENDPOINT_URL_ROUTE_53}, {@code NAMESERVER_1}, …, and {@code ZONE_ID_1}, … in the order of the arguments.
     *
     * @param args names of the zones to create; {@code --in-sync-after=1500} sets milliseconds
     * @throws IOException when standard input cannot be read
     */
    public static void main(String[] args) throws IOException {
        Options options = Options.defaults();
        List<String> zones = new ArrayList<>();
        String inSyncAfter = "--in-sync-after=";
        for (String argument : args) {
            if (argument.startsWith(inSyncAfter)) {
                options.inSyncAfter(Duration.ofMillis(Long.parseLong(argument.substring(inSyncAfter.length()))));
            } else {
                zones.add(argument);
            }
        }
        try (Route53StandIn standIn = Route53StandIn.start(options)) {
            print("AWS_ENDPOINT_URL_ROUTE_53", standIn.endpoint());
            for (int i = 0; i < standIn.nameServers().size(); i++) {
                print("NAMESERVER_" + (i + 1), standIn.nameServers().get(i).hostAndPort());
            }
            for (int i = 0; i < zones.size(); i++) {
                print("ZONE_ID_" + (i + 1), standIn.createZone(zones.get(i)));
            }
            System.out.println();
            while (System.in.read() >= 0) {
                // Whoever started this ends it by closing the pipe, or by a signal.
            }
        }
    }

    private static void print(String name, Object value) {
        System.out.println(name + "=" + value);
    }
}
