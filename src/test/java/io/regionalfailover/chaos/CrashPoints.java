package io.regionalfailover.chaos;

import io.regionalfailover.testing.route53.Fault;
import io.regionalfailover.testing.route53.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The writer is killed at a stage of its own shift, and started again later. The trap is laid before the region dies. */
final class CrashPoints {
    private static final Duration AT_MOST = Duration.ofSeconds(40);

    private final Fleet fleet;
    private final FleetShop shop;

    private CrashPoints(Fleet fleet, FleetShop shop) {
        this.fleet = fleet;
        this.shop = shop;
    }

    static List<Breakage> of(Fleet fleet, FleetShop shop) {
        CrashPoints points = new CrashPoints(fleet, shop);
        Runnable nothing = () -> {};
        Runnable heal = fleet::heal;
        List<Breakage> all = new ArrayList<>();
        all.add(points.at(
                "decided, not sent",
                () -> fleet.sites().forEach(site -> site.toRoute53().refuse()),
                points::decider,
                heal));
        all.add(points.at(
                "sent, not arrived",
                () -> fleet.sites().forEach(site -> site.toRoute53().hold()),
                points::decider,
                heal));
        all.add(points.at(
                "accepted, not answered",
                () -> fleet.route53().faults().next(Operation.CHANGE_RECORD_SETS, new Fault.HangAfterDone()),
                points::writer,
                nothing));
        all.add(points.at(
                "accepted, not in force",
                () -> fleet.route53().holdPropagation(shop.zone().id()),
                points::writer,
                () -> fleet.route53().releasePropagation(shop.zone().id())));
        all.add(points.at("in force, not observed", nothing, points::published, nothing));
        return all;
    }

    private Breakage at(String stage, Runnable trap, Callable<Optional<Site>> caught, Runnable open) {
        AtomicReference<Thread> watcher = new AtomicReference<>();
        AtomicReference<Optional<Site>> killed = new AtomicReference<>(Optional.empty());
        return new Breakage(
                "SIGKILL of the writer: " + stage,
                1,
                Set.of(),
                () -> {
                    trap.run();
                    watcher.set(Thread.ofVirtual().start(() -> {
                        try {
                            Site site = Awaitility.await(stage)
                                    .atMost(AT_MOST)
                                    .pollInterval(Duration.ofMillis(5))
                                    .until(caught, Optional::isPresent)
                                    .orElseThrow();
                            site.kill();
                            killed.set(Optional.of(site));
                        } catch (ConditionTimeoutException e) {
                            System.out.println("nobody was caught: " + stage);
                        } finally {
                            open.run();
                        }
                    }));
                },
                () -> {
                    try {
                        Objects.requireNonNull(watcher.get()).join();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Optional<Site> dead = Objects.requireNonNull(killed.get());
                    System.out.println(stage + ": killed " + dead);
                    dead.ifPresent(Site::start);
                });
    }

    private boolean isAway() {
        return shop.log().entries().getLast().weights().equals(shop.serving(Fleet.WEST));
    }

    /** Who says first that traffic has to leave. */
    private Optional<Site> decider() {
        return fleet.sites().stream()
                .filter(site -> "FailingOver".equals(shop.status(site).phase()))
                .findFirst();
    }

    /** Who wrote the evacuation. */
    private Optional<Site> writer() {
        if (!isAway()) {
            return Optional.empty();
        }
        String key = shop.log().entries().getLast().by();
        return fleet.sites().stream()
                .filter(site -> site.accessKey().equals(key.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    private Optional<Site> published() {
        return shop.zone().weights().equals(shop.serving(Fleet.WEST)) ? writer() : Optional.empty();
    }
}
