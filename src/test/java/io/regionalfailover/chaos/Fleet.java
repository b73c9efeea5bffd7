package io.regionalfailover.chaos;

import static java.util.stream.Collectors.toMap;

import io.regionalfailover.testing.route53.Options;
import io.regionalfailover.testing.route53.Route53StandIn;
import io.regionalfailover.testing.toxiproxy.Link;
import io.regionalfailover.testing.toxiproxy.Toxiproxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Regions with an API server each, one Route 53, and toxiproxy between them and their operators. The operators are started by
 * {@link #staff}; until then nobody acts.
 */
final class Fleet implements AutoCloseable {
    static final String EAST = "us-east-1";
    static final String WEST = "us-west-2";
    static final String EURO = "eu-west-1";

    /** Comparisons often enough for a test, and requests enough for them. */
    private static final Map<String, String> USUAL = Map.of(
            "REGIONAL_FAILOVER_RESYNC", "4s",
            "REGIONAL_FAILOVER_DNS_ROUTE53_REQUESTS_PER_SECOND", "100",
            "REGIONAL_FAILOVER_DNS_ROUTE53_BURST", "200");

    private final Path folder =
            Path.of("target", "chaos", "fleet-" + ProcessHandle.current().pid());
    private final Toxiproxy toxiproxy;
    private final Route53StandIn route53 =
            Route53StandIn.start(Options.defaults().requestBucket(100, 200));
    private final Map<String, Site> sites = new LinkedHashMap<>();
    private final AtomicInteger shops = new AtomicInteger();
    private final Truth truth = new Truth();

    private Fleet() {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("peer-token"), "between-friends-and-nobody-else-0123456789");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        toxiproxy = Toxiproxy.start(folder.resolve("toxiproxy.log"));
    }

    /** Starts everything but operators. */
    static Fleet in(String... regions) {
        Fleet fleet = new Fleet();
        List<String> names = List.of(regions);
        together(names.stream()
                .<Runnable>map(region -> () -> fleet.add(region, "127.0.0." + (names.indexOf(region) + 1)))
                .toList());
        for (Site site : fleet.sites()) {
            site.meet(fleet.sites(), fleet.toxiproxy);
            names.forEach(region -> site.apply("""
                    apiVersion: regionalfailover.io/v1alpha1
                    kind: Region
                    metadata: {name: %s}
                    spec: {}
                    """.formatted(region)));
        }
        return fleet;
    }

    private void add(String region, String address) {
        Site site =
                new Site(folder, region, address, toxiproxy, route53.endpoint().getPort(), truth);
        synchronized (sites) {
            sites.put(region, site);
        }
    }

    /** Lets operators work in these regions, each with the others as its peers, and in no other; returns when all are ready. */
    void staff(String... regions) {
        staff(Map.of(), regions);
    }

    /** Likewise, with settings on top of the usual ones. */
    void staff(Map<String, String> settings, String... regions) {
        Map<String, String> all = new HashMap<>(USUAL);
        all.putAll(settings);
        sites().forEach(Site::unstaff);
        for (String region : regions) {
            site(region)
                    .staff(
                            Arrays.stream(regions)
                                    .filter(other -> !other.equals(region))
                                    .toList(),
                            all);
        }
        for (String region : regions) {
            site(region).operator().awaitReady();
        }
    }

    /** A new shop whose policy names these regions, the first one with all the weight. Nothing is applied yet. */
    FleetShop shop(String... regions) {
        return new FleetShop(this, "shop-" + shops.incrementAndGet(), List.of(regions));
    }

    Site site(String region) {
        return sites().stream()
                .filter(site -> site.region().equals(region))
                .findFirst()
                .orElseThrow();
    }

    List<Site> sites() {
        synchronized (sites) {
            return List.copyOf(sites.values());
        }
    }

    Map<String, String> regionByAddress() {
        return sites().stream().collect(toMap(Site::address, Site::region));
    }

    Route53StandIn route53() {
        return route53;
    }

    /** What really was wrong, and when. */
    Truth truth() {
        return truth;
    }

    Toxiproxy toxiproxy() {
        return toxiproxy;
    }

    /** Makes every link whole and every server answer. Operators stay as they are. */
    void heal() {
        route53.faults().clear();
        for (Site site : sites()) {
            site.toKube().heal();
            site.toRoute53().heal();
            site.toPeers().forEach(Link::heal);
        }
    }

    /** Does all of it at once, and returns when all is done. */
    static void together(List<Runnable> tasks) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            tasks.forEach(task -> running.add(threads.submit(task)));
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        sites().forEach(Site::close);
        route53.close();
        toxiproxy.close();
    }
}
