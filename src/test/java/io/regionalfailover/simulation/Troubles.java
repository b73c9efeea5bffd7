package io.regionalfailover.simulation;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.Mark;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.simulation.engine.Fate;
import io.regionalfailover.simulation.engine.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Makes faults happen, and ends those that last. */
final class Troubles {
    private final Simulation simulation;

    Troubles(Simulation simulation) {
        this.simulation = simulation;
    }

    void begin(Fault fault) {
        simulation.trace().note(() -> "-- " + fault);
        Landscape landscape = simulation.landscape();
        switch (fault) {
            case Fault.RegionDown down ->
                during(
                        down.lasts(),
                        begins -> down.parts().forEach(part -> landscape.broken(place(down.region(), part), begins)));
            case Fault.RegionFlaps flaps ->
                flap(flaps, simulation.time().nanos() + flaps.lasts().toNanos());
            case Fault.SharedDown down -> during(down.lasts(), begins -> landscape.broken(Place.SHARED, begins));
            case Fault.CutFromRegion cut ->
                during(cut.lasts(), begins -> landscape.cut(cut.instance(), cut.region(), begins));
            case Fault.CutFromAll cut -> during(cut.lasts(), begins -> landscape.cutFromAll(cut.instance(), begins));
            case Fault.Blind blind -> during(blind.lasts(), begins -> landscape.blind(blind.instance(), begins));
            case Fault.CutFromZone cut ->
                during(cut.lasts(), begins -> at(cut.instance()).cut(cut.way(), begins));
            case Fault.CutFromPeer cut -> during(cut.lasts(), begins -> cut(cut, begins));
            case Fault.Provider provider ->
                during(provider.lasts(), begins -> simulation.zone().trouble(provider.trouble(), begins));
            case Fault.NextWrite next -> at(next.instance()).fate(next.fate());
            case Fault.DelayedWrite delayed -> at(delayed.instance()).fate(new Fate.Delayed(delayed.by()));
            case Fault.Crash crash -> at(crash.instance()).crash(crash.away(), crash.statusLost());
            case Fault.Pause pause -> during(pause.lasts(), at(pause.instance())::pause);
            case Fault.ClockJump jump -> at(jump.instance()).jump(jump.by());
            case Fault.ApiServerAway away -> during(away.lasts(), at(away.instance())::apiServer);
            case Fault.HandEdit edit -> edit(edit.policy(), edit.hand());
            case Fault.ForeignSet foreign -> during(foreign.lasts(), begins -> foreign(foreign.policy(), begins));
            case Fault.SpecChange change -> change(change);
        }
    }

    private Instance at(int instance) {
        return simulation.instances().get(instance);
    }

    private void cut(Fault.CutFromPeer cut, boolean begins) {
        if (cut.way() != Way.BACK) {
            simulation.network().cut(cut.instance(), cut.peer(), begins);
        }
        if (cut.way() != Way.THERE) {
            simulation.network().cut(cut.peer(), cut.instance(), begins);
        }
    }

    private void during(Duration lasts, Consumer<Boolean> fault) {
        fault.accept(true);
        simulation.time().after(lasts.toNanos(), () -> fault.accept(false));
    }

    private static Place place(String region, Fault.Part part) {
        return switch (part) {
            case FRONTEND -> Place.frontend(region);
            case DATABASE -> Place.database(region);
        };
    }

    private void flap(Fault.RegionFlaps flaps, long endNanos) {
        long left = endNanos - simulation.time().nanos();
        if (left <= 0) {
            return;
        }
        Duration down = Duration.ofNanos(Math.min(left, flaps.down().toNanos()));
        during(down, begins -> simulation.landscape().broken(place(flaps.region(), flaps.part()), begins));
        simulation.time().after(flaps.down().plus(flaps.up()).toNanos(), () -> flap(flaps, endNanos));
    }

    private void change(Fault.SpecChange change) {
        for (int i = 0; i < simulation.instances().size(); i++) {
            Instance instance = at(i);
            Duration arrival = change.arrivals().get(i % change.arrivals().size());
            simulation.time().after(arrival.toNanos(), () -> instance.apply(change.policy(), change.variant()));
        }
    }

    private void edit(int policy, Fault.Hand hand) {
        DnsName name = Shop.names(policy).getFirst();
        switch (hand) {
            case WEIGHT_EDITED -> byHand(name, edited(simulation.zone().at(name)));
            case FENCE_DELETED -> byHand(name.fence(), List.of());
            case SETS_DELETED -> byHand(name, foreign(simulation.zone().at(name)));
            case EMPTIED -> {
                for (DnsName each : Shop.names(policy)) {
                    byHand(each.fence(), List.of());
                    byHand(each, foreign(simulation.zone().at(each)));
                }
            }
            case OLD_FENCE -> olderFence(policy, name).ifPresent(fence -> byHand(name.fence(), fence));
        }
    }

    private void byHand(DnsName name, List<RecordSet> sets) {
        simulation.zone().byHand(name, sets, change -> simulation.changed(new Step(Writer.SOMEBODY, change)));
    }

    /** The first set of ours gets another weight. */
    private static List<RecordSet> edited(List<RecordSet> sets) {
        List<RecordSet> edited = new ArrayList<>(sets);
        for (int i = 0; i < edited.size(); i++) {
            RecordSet set = edited.get(i);
            if (Mark.of(set).isPresent()) {
                int weight = set.weight().orElse(0) == 0 ? 50 : 0;
                edited.set(
                        i,
                        new RecordSet(
                                set.name(),
                                set.type(),
                                set.setIdentifier(),
                                OptionalInt.of(weight),
                                set.ttlSeconds(),
                                set.values(),
                                Optional.empty()));
                return edited;
            }
        }
        return edited;
    }

    private static List<RecordSet> foreign(List<RecordSet> sets) {
        return sets.stream().filter(set -> Mark.of(set).isEmpty()).toList();
    }

    private Optional<List<RecordSet>> olderFence(int policy, DnsName name) {
        List<RecordSet> now = simulation.zone().at(name.fence());
        List<Map<DnsName, List<RecordSet>>> past = simulation.past(policy);
        for (int i = past.size() - 1; i >= 0; i--) {
            List<RecordSet> older = past.get(i).getOrDefault(name.fence(), List.of());
            if (!now.isEmpty() && !older.isEmpty() && !older.equals(now)) {
                return Optional.of(older);
            }
        }
        return Optional.empty();
    }

    private void foreign(int policy, boolean comes) {
        DnsName name = Shop.names(policy).getFirst();
        List<RecordSet> sets = new ArrayList<>(simulation.zone().at(name));
        sets.removeIf(set -> set.setIdentifier().orElse("").equals("by-hand"));
        if (comes) {
            sets.add(new RecordSet(
                    name,
                    "A",
                    Optional.of("by-hand"),
                    OptionalInt.of(10),
                    60,
                    List.of("203.0.113.9"),
                    Optional.empty()));
        }
        byHand(name, sets);
    }
}
