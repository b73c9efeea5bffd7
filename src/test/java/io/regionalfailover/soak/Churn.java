package io.regionalfailover.soak;

import io.regionalfailover.testing.controlplane.ControlPlane;
import io.regionalfailover.testing.route53.Fault;
import io.regionalfailover.testing.route53.Operation;
import io.regionalfailover.testing.route53.Route53StandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/** What happens to the fleet: one thing every two seconds, by a seed, and each fault ends by itself. One thread's own. */
final class Churn {
    static final Duration EVERY = Duration.ofSeconds(2);

    /** What may happen. */
    private enum Act {
        SPEC_CHANGED,
        POLICY_DELETED,
        GROUP_FAILED,
        DNS_FAULT,
        API_SERVER_GONE,
        REGION_FAILED
    }

    private record End(Instant at, Runnable heal) implements Comparable<End> {
        @Override
        public int compareTo(End other) {
            return at.compareTo(other.at);
        }
    }

    private static final List<Fault> FAULTS = List.of(
            Fault.throttling(),
            Fault.priorRequestNotComplete(),
            Fault.serviceUnavailable(),
            new Fault.Hang(),
            new Fault.Slow(Duration.ofSeconds(2)),
            new Fault.ReplyLost());

    private final Random random;
    private final Fleet fleet;
    private final Endpoints endpoints;
    private final Route53StandIn route53;
    private final ControlPlane controlPlane;
    private final PriorityQueue<End> ends = new PriorityQueue<>();
    private final Map<Act, Integer> done = new EnumMap<>(Act.class);
    private final List<String> failures = new ArrayList<>();
    private boolean apiServerGone;
    private long steps;

    Churn(long seed, Fleet fleet, Endpoints endpoints, Route53StandIn route53, ControlPlane controlPlane) {
        random = new Random(seed);
        this.fleet = fleet;
        this.endpoints = endpoints;
        this.route53 = route53;
        this.controlPlane = controlPlane;
    }

    /** One more thing happens, and what is over ends. */
    void step(Instant now) {
        while (!ends.isEmpty() && !ends.peek().at().isAfter(now)) {
            ends.remove().heal().run();
        }
        Act act = next();
        try {
            happen(act, now);
            done.merge(act, 1, Integer::sum);
            if (++steps % 15 == 0 && !apiServerGone) {
                fleet.recreate();
            }
        } catch (RuntimeException e) {
            failures.add(act + ": " + e.getMessage());
        }
    }

    private Act next() {
        int lot = random.nextInt(1000);
        if (lot < 3) {
            return Act.REGION_FAILED;
        }
        if (lot < 8) {
            return Act.API_SERVER_GONE;
        }
        if (lot < 60) {
            return Act.DNS_FAULT;
        }
        if (lot < 160) {
            return Act.GROUP_FAILED;
        }
        return lot < 320 ? Act.POLICY_DELETED : Act.SPEC_CHANGED;
    }

    private void happen(Act act, Instant now) {
        switch (act) {
            case SPEC_CHANGED -> {
                if (!apiServerGone) {
                    fleet.change(random);
                }
            }
            case POLICY_DELETED -> {
                if (!apiServerGone) {
                    fleet.delete(random);
                }
            }
            case GROUP_FAILED -> {
                int group = random.nextInt(Fleet.GROUPS);
                endpoints.fail(region(), group, true);
                end(
                        now,
                        20,
                        120,
                        () -> Endpoints.ADDRESSES.keySet().forEach(each -> endpoints.fail(each, group, false)));
            }
            case REGION_FAILED -> {
                String region = region();
                endpoints.fail(region, true);
                end(now, 60, 180, () -> endpoints.fail(region, false));
            }
            case DNS_FAULT -> {
                Operation operation = random.nextBoolean() ? Operation.CHANGE_RECORD_SETS : Operation.LIST_RECORD_SETS;
                route53.faults().always(operation, FAULTS.get(random.nextInt(FAULTS.size())));
                end(now, 5, 40, () -> route53.faults().clear());
            }
            case API_SERVER_GONE -> {
                if (!apiServerGone) {
                    apiServerGone = true;
                    controlPlane.stopApiServer();
                    end(now, 10, 90, this::startApiServer);
                }
            }
        }
    }

    private String region() {
        return List.copyOf(Endpoints.ADDRESSES.keySet()).get(random.nextInt(Endpoints.ADDRESSES.size()));
    }

    private void startApiServer() {
        apiServerGone = false;
        try {
            controlPlane.startApiServer();
        } catch (IllegalStateException e) {
            // It runs; on a machine with other work it takes longer.
            failures.add("the API server came late");
        }
    }

    private void end(Instant now, int least, int most, Runnable heal) {
        ends.add(new End(now.plusSeconds(least + random.nextInt(most - least)), heal));
    }

    boolean apiServerGone() {
        return apiServerGone;
    }

    /** All faults end. */
    void calm() {
        while (!ends.isEmpty()) {
            ends.remove().heal().run();
        }
        endpoints.healAll();
        route53.faults().clear();
    }

    @Override
    public String toString() {
        return done
                + (failures.isEmpty() ? "" : "; not done: " + failures.size() + ", the last: " + failures.getLast());
    }
}
