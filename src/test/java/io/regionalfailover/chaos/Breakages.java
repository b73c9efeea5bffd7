package io.regionalfailover.chaos;

import static java.util.stream.Collectors.toSet;

import io.regionalfailover.testing.http.HttpScript;
import io.regionalfailover.testing.route53.Fault;
import io.regionalfailover.testing.route53.Operation;
import io.regionalfailover.testing.toxiproxy.Link;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Everything that can break in a fleet and its shop. */
final class Breakages {
    private final Fleet fleet;
    private final FleetShop shop;
    private final List<Breakage> all = new ArrayList<>();

    private Breakages(Fleet fleet, FleetShop shop) {
        this.fleet = fleet;
        this.shop = shop;
    }

    /** All of it. */
    static List<Breakage> of(Fleet fleet, FleetShop shop) {
        Breakages breakages = new Breakages(fleet, shop);
        shop.regions().forEach(breakages::region);
        fleet.sites().forEach(breakages::operator);
        fleet.sites().forEach(breakages::apiServer);
        fleet.sites().forEach(breakages::links);
        breakages.route53();
        breakages.all.addAll(HandEdits.of(shop));
        return breakages.all;
    }

    private void add(String name, int likelihood, Set<String> touches, Runnable begin, Runnable end) {
        all.add(new Breakage(name, likelihood, touches, begin, end));
    }

    private void region(String region) {
        // Where all the weight is, more happens when something breaks.
        int often = region.equals(shop.regions().getFirst()) ? 3 : 1;
        String front = "front " + region;
        String database = "database " + region;
        add(region + " refuses", 4 * often, Set.of(front, database), () -> shop.down(region), () -> shop.up(region));
        add(
                region + " answers 503",
                2 * often,
                Set.of(front, database),
                () -> {
                    fleet.truth().begins(Truth.bad(shop, region));
                    shop.front(region).script(HttpScript.status(503, "out of order"));
                },
                () -> {
                    shop.front(region).script(HttpScript.ok());
                    fleet.truth().ends(Truth.bad(shop, region));
                });
        add(
                region + " hangs",
                2 * often,
                Set.of(front, database),
                () -> {
                    fleet.truth().begins(Truth.bad(shop, region));
                    shop.front(region).script(new HttpScript.HangAfterAccept());
                },
                () -> {
                    shop.front(region).script(HttpScript.ok());
                    fleet.truth().ends(Truth.bad(shop, region));
                });
        add(
                "requests to " + region + " are swallowed",
                2 * often,
                Set.of(front, database),
                () -> {
                    fleet.truth().begins(Truth.bad(shop, region));
                    shop.toFront(region).swallow();
                },
                () -> {
                    shop.toFront(region).heal();
                    fleet.truth().ends(Truth.bad(shop, region));
                });
        add(
                "the database's name of " + region + " is gone",
                4 * often,
                Set.of(front, database),
                () -> shop.database(region, false),
                () -> shop.database(region, true));
        for (Site site : fleet.sites()) {
            add(
                    site + " cannot see " + region,
                    2 * often,
                    Set.of(front, database),
                    () -> shop.cut(site.region(), region),
                    () -> shop.join(site.region(), region));
        }
    }

    private void operator(Site site) {
        Set<String> process = Set.of("operator " + site, "disk " + site);
        add("SIGKILL in " + site, 4, process, site::kill, site::start);
        add("SIGSTOP in " + site, 5, process, site::pause, site::resume);
        add(
                "SIGTERM in " + site,
                1,
                process,
                () -> {
                    fleet.truth().begins(Truth.troubled(site.region()));
                    site.operator().terminate(Duration.ZERO);
                },
                () -> {
                    // As a kubelet does: a process that starts while its API server does not answer hears SIGTERM late.
                    site.unstaff();
                    site.start();
                });
        add(
                "the disk of the log is full in " + site,
                2,
                Set.of("disk " + site),
                () -> fileSize(site, "1:"),
                () -> fileSize(site, "unlimited"));
    }

    /** Limits how long files of the operator may become: writing beyond that fails, as on a disk that is full. */
    private static void fileSize(Site site, String limit) {
        if (!site.operator().isAlive()) {
            return;
        }
        try {
            int exit = new ProcessBuilder(
                            "prlimit", "--pid", String.valueOf(site.operator().pid()), "--fsize=" + limit)
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("prlimit ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void apiServer(Site site) {
        Set<String> kube = Set.of("kube " + site);
        add(
                "the API server of " + site + " is killed",
                2,
                kube,
                () -> troubled(site, () -> site.cluster(false)),
                () -> well(site, () -> site.cluster(true)));
        add(
                "the API server of " + site + " hangs",
                2,
                kube,
                () -> troubled(site, site.cluster()::pauseApiServer),
                () -> well(site, site.cluster()::resumeApiServer));
        link("from " + site + " to its API server", 1, kube, site, site.toKube());
        add(
                "the policy is deleted in " + site,
                1,
                kube,
                () -> troubled(site, () -> shop.delete(site)),
                () -> well(site, () -> shop.restore(site)));
    }

    private void troubled(Site site, Runnable begin) {
        fleet.truth().begins(Truth.troubled(site.region()));
        begin.run();
    }

    private void well(Site site, Runnable end) {
        end.run();
        fleet.truth().ends(Truth.troubled(site.region()));
    }

    private void links(Site site) {
        link("from " + site + " to Route 53", 3, Set.of("route53 " + site), site, site.toRoute53());
        for (Site other : fleet.sites()) {
            if (other != site) {
                link("from " + site + " to " + other, 2, Set.of("peers " + site), site, site.toPeer(other.region()));
            }
        }
        add(
                site + " is cut off from the others, both ways",
                3,
                fleet.sites().stream().map(any -> "peers " + any).collect(toSet()),
                () -> troubled(site, () -> around(site, Link::swallow)),
                () -> well(site, () -> around(site, Link::heal)));
        add(
                site + " is cut off from everything",
                3,
                Stream.concat(
                                fleet.sites().stream().map(any -> "peers " + any),
                                Stream.of("route53 " + site, "kube " + site))
                        .collect(toSet()),
                () -> troubled(site, () -> {
                    around(site, Link::swallow);
                    site.toRoute53().swallow();
                    site.toKube().swallow();
                }),
                () -> well(site, () -> {
                    around(site, Link::heal);
                    site.toRoute53().heal();
                    site.toKube().heal();
                }));
    }

    private void around(Site site, Consumer<Link> what) {
        for (Site other : fleet.sites()) {
            if (other != site) {
                what.accept(site.toPeer(other.region()));
                what.accept(other.toPeer(site.region()));
            }
        }
    }

    /** What can happen to a link. */
    private void link(String name, int likelihood, Set<String> touches, Site site, Link link) {
        Runnable heal = () -> well(site, link::heal);
        add("connections " + name + " are refused", likelihood, touches, () -> troubled(site, link::refuse), heal);
        add(
                "requests " + name + " are swallowed",
                likelihood,
                touches,
                () -> troubled(site, link::swallowRequests),
                heal);
        add("replies " + name + " are held", likelihood, touches, () -> troubled(site, link::swallowReplies), heal);
        add("requests " + name + " are held", likelihood, touches, () -> troubled(site, link::hold), heal);
        add(
                "replies " + name + " are slow",
                likelihood,
                touches,
                () -> troubled(site, () -> link.delay(Duration.ofSeconds(2))),
                heal);
    }

    private void route53() {
        route53("throttles", 3, Fault.throttling());
        route53("throttles changes as others are under way", 1, Fault.priorRequestNotComplete());
        route53("fails with 503", 2, Fault.serviceUnavailable());
        route53("fails with 500", 1, Fault.internalFailure());
        route53("is slow", 2, new Fault.Slow(Duration.ofSeconds(3)));
        add(
                "Route 53 loses replies to changes",
                4,
                Set.of("route53"),
                () -> fleet.route53().faults().always(Operation.CHANGE_RECORD_SETS, new Fault.ReplyLost()),
                () -> fleet.route53().faults().clear());
        add(
                "Route 53 loses changes",
                2,
                Set.of("route53"),
                () -> fleet.route53().faults().always(Operation.CHANGE_RECORD_SETS, new Fault.RequestLost()),
                () -> fleet.route53().faults().clear());
        add("Route 53 is down", 2, Set.of("route53"), fleet.route53()::apiDown, fleet.route53()::apiUp);
        add(
                "changes stay pending",
                2,
                Set.of("pending"),
                () -> fleet.route53().holdPropagation(shop.zone().id()),
                () -> fleet.route53().releasePropagation(shop.zone().id()));
    }

    private void route53(String what, int likelihood, Fault fault) {
        add(
                "Route 53 " + what,
                likelihood,
                Set.of("route53"),
                () -> fleet.route53().faults().always(fault),
                () -> fleet.route53().faults().clear());
    }
}
