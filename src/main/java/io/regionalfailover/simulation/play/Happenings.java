package io.regionalfailover.simulation.play;

import io.regionalfailover.simulation.engine.PeerNetwork;
import io.regionalfailover.simulation.engine.SimulatedZone;
import io.regionalfailover.simulation.engine.VirtualTime;
import io.regionalfailover.simulation.input.UnfitInputException;
import io.regionalfailover.simulation.scenario.Event;
import io.regionalfailover.simulation.scenario.Happening;
import io.regionalfailover.simulation.scenario.Happening.Side;
import io.regionalfailover.simulation.scenario.Scenario;
import io.regionalfailover.simulation.timeline.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Makes a scenario's events happen. */
final class Happenings {
    private final Stage stage;
    private final Notebook notebook;
    private final SplittableRandom random;

    /** Where they happen. */
    record Stage(
            VirtualTime time,
            World world,
            SimulatedZone zone,
            PeerNetwork network,
            Rooms rooms,
            List<Member> members,
            List<String> regions,
            String hit) {}

    Happenings(Stage stage, Notebook notebook, SplittableRandom random) {
        this.stage = stage;
        this.notebook = notebook;
        this.random = random;
    }

    /** A scenario's text with the name of the region that is hit. */
    String named(String text) {
        return text.replace("{hit}", stage.hit());
    }

    /**
     * Puts all events into time.
     *
     * @return what should be known of them
     * @throws UnfitInputException when one names a region or a check that the policy does not have
     */
    List<String> schedule(Scenario scenario) {
        List<String> notes = new ArrayList<>();
        for (Event event : scenario.events()) {
            SplittableRandom dice = random.split();
            switch (event.happening()) {
                case Happening.Breaks breaks -> breaks(scenario, event, breaks, dice, notes);
                case Happening.Dies dies -> dies(event, regions(scenario, event, dies.regions()));
                case Happening.Provider provider ->
                    during(event, begins -> stage.zone().trouble(provider.trouble(), begins));
                case Happening.Partition partition ->
                    partition(event, regions(scenario, event, partition.regions()), partition.from());
            }
        }
        return notes;
    }

    private List<String> regions(Scenario scenario, Event event, List<String> words) {
        List<String> named = new ArrayList<>();
        for (String word : words) {
            switch (word) {
                case "hit" -> named.add(stage.hit());
                case "all" -> named.addAll(stage.regions());
                case "others" ->
                    stage.regions().stream()
                            .filter(region -> !region.equals(stage.hit()))
                            .forEach(named::add);
                default -> {
                    if (!stage.regions().contains(word)) {
                        throw new UnfitInputException("scenario " + scenario.name() + ": event \"" + event.what()
                                + "\": regions: \"" + word
                                + "\" is no region of the policy: allowed are hit, others, all, "
                                + String.join(", ", stage.regions()));
                    }
                    named.add(word);
                }
            }
        }
        return named;
    }

    private void breaks(
            Scenario scenario, Event event, Happening.Breaks breaks, SplittableRandom dice, List<String> notes) {
        Set<String> words = stage.world().words();
        for (String word : breaks.checks()) {
            if (!words.contains(word)) {
                throw new UnfitInputException("scenario " + scenario.name() + ": event \"" + event.what()
                        + "\": checks: \"" + word + "\" is no check of the policy: allowed are "
                        + String.join(", ", words));
            }
        }
        World.Outage outage = stage.world().outage(breaks, regions(scenario, event, breaks.regions()));
        if (outage.isUnseen()) {
            notes.add("no check of the policy looks at what fails here, so nothing of it is seen: "
                    + named(event.what()));
        }
        if (breaks.flapping().isEmpty()) {
            during(event, begins -> set(outage, begins));
            return;
        }
        during(event, begins -> {});
        stage.time()
                .after(
                        event.at().toNanos(),
                        () -> flap(outage, breaks.flapping().get(), event.until(), dice));
    }

    private void set(World.Outage outage, boolean begins) {
        if (begins) {
            stage.world().begin(outage);
        } else {
            stage.world().end(outage);
        }
    }

    private void flap(World.Outage outage, Happening.Flapping flapping, Duration until, SplittableRandom dice) {
        long left = until.toNanos() - stage.time().nanos();
        if (left <= 0) {
            return;
        }
        stage.world().begin(outage);
        long down = Math.min(left, around(flapping.down(), dice));
        stage.time().after(down, () -> {
            stage.world().end(outage);
            stage.time().after(around(flapping.up(), dice), () -> flap(outage, flapping, until, dice));
        });
    }

    private static long around(Duration time, SplittableRandom dice) {
        return time.toNanos() / 2 + dice.nextLong(time.toNanos());
    }

    private void dies(Event event, List<String> regions) {
        World.Outage outage = stage.world().death(regions);
        during(event, begins -> {
            set(outage, begins);
            for (String region : regions) {
                stage.rooms().reachable(region, !begins);
                stage.members().stream()
                        .filter(member -> member.region().equals(region))
                        .forEach(begins ? Member::die : Member::start);
            }
        });
    }

    private void partition(Event event, List<String> regions, Set<Side> from) {
        during(event, begins -> {
            for (int number = 0; number < stage.members().size(); number++) {
                Member member = stage.members().get(number);
                if (!regions.contains(member.region())) {
                    continue;
                }
                if (from.contains(Side.ENDPOINTS)) {
                    stage.world().cutOff(member.region(), begins);
                }
                if (from.contains(Side.ZONE)) {
                    member.cutFromZone(begins);
                }
                for (int other = 0;
                        from.contains(Side.PEERS) && other < stage.members().size();
                        other++) {
                    if (other != number) {
                        stage.network().cut(number, other, begins);
                        stage.network().cut(other, number, begins);
                    }
                }
            }
        });
    }

    private void during(Event event, Consumer<Boolean> effect) {
        stage.time().after(event.at().toNanos(), () -> {
            notebook.note(Entry.Kind.WORLD, "", named(event.what()));
            effect.accept(true);
        });
        stage.time().after(event.until().toNanos(), () -> {
            notebook.note(Entry.Kind.WORLD, "", "over: " + named(event.what()));
            effect.accept(false);
        });
    }
}
