package io.regionalfailover.simulation.play;

import io.regionalfailover.decision.RegionRule;
import io.regionalfailover.operator.translation.PolicyModel;
import io.regionalfailover.simulation.engine.OperatorRun;
import io.regionalfailover.simulation.engine.PeerNetwork;
import io.regionalfailover.simulation.engine.SimulatedZone;
import io.regionalfailover.simulation.engine.VirtualTime;
import io.regionalfailover.simulation.input.PolicyFiles;
import io.regionalfailover.simulation.input.ScenarioReader;
import io.regionalfailover.simulation.input.UnfitInputException;
import io.regionalfailover.simulation.scenario.Scenario;
import io.regionalfailover.simulation.timeline.Entry;
import io.regionalfailover.simulation.timeline.Lane;
import io.regionalfailover.simulation.timeline.Span;
import io.regionalfailover.simulation.timeline.Summary;
import io.regionalfailover.simulation.timeline.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Plays a policy in a scenario: the shipped translator, prober, decision, loop and fenced writer, an instance in each region,
 * on virtual time. The same request always takes the same course.
 */
public final class Simulate {
    private static final long SECOND = 1_000_000_000L;
    /** Instances are not started at the same moment. */
    private static final long STAGGER = 700_000_000L;

    private final SimulateRequest request;
    private final PolicyFiles.Policy policy;
    private final Scenario scenario;
    private final PolicyModel model;
    private final List<String> regions;
    private final String hit;
    private final VirtualTime time;
    private final Notebook notebook;
    private final Narrator narrator;
    private final World world;
    private final SimulatedZone zone;
    private final Rooms rooms;
    private final List<Member> members = new ArrayList<>();
    private final Happenings happenings;
    private final Traffic traffic;
    private final String observer;

    private Simulate(SimulateRequest request) {
        this.request = request;
        policy = PolicyFiles.read(request.files(), request.policy());
        scenario = ScenarioReader.of(request.scenario());
        model = policy.models().values().iterator().next();
        regions = List.copyOf(policy.models().keySet());
        hit = hit();
        time = new VirtualTime(scenario.startsAt());
        notebook = new Notebook(time::nanos);
        narrator = new Narrator(notebook);
        world = new World(policy.models(), time::nanos);
        SplittableRandom random = new SplittableRandom(new SplittableRandom(request.seed()).nextLong());
        zone = new SimulatedZone(time, random.split(), true);
        PeerNetwork network = new PeerNetwork(
                time, random.split(), number -> members.get(number).run());
        rooms = new Rooms(policy, time, request.readyAfter());
        int instances = request.instances().orElse(regions.size());
        observer = regions.subList(0, instances).stream()
                .filter(region -> !region.equals(hit))
                .findFirst()
                .orElse(regions.getFirst());
        for (int number = 0; number < instances; number++) {
            String region = regions.get(number);
            members.add(new Member(
                    new OperatorRun.Shared(time, zone, network),
                    new OperatorRun.Place(
                            PolicyFiles.INSTALLATION, number, instances, region, Set.copyOf(regions), policy.apex()),
                    Objects.requireNonNull(policy.models().get(region), region),
                    world,
                    rooms.seenFrom(region),
                    member -> narrator.of(member, member.region().equals(observer)),
                    random.split()));
        }
        happenings = new Happenings(
                new Happenings.Stage(time, world, zone, network, rooms, members, regions, hit),
                notebook,
                random.split());
        traffic = traffic();
    }

    /**
     * Plays it, in the calling thread.
     *
     * @throws UnfitInputException when a file cannot be used, or a region is named that the policy does not have
     */
    public static Timeline run(SimulateRequest request) {
        return new Simulate(request).play();
    }

    private String hit() {
        int instances = request.instances().orElse(regions.size());
        if (instances < 1 || instances > regions.size()) {
            throw new UnfitInputException(
                    "--instances: " + instances + ": 1-" + regions.size() + " is allowed, one in a region at most");
        }
        if (request.region().isPresent()) {
            String wanted = request.region().get();
            if (!regions.contains(wanted)) {
                throw new UnfitInputException("--region: \"" + wanted + "\" is no region of " + policy.key()
                        + ": allowed are " + String.join(", ", regions));
            }
            return wanted;
        }
        return model.rules().regions().stream()
                .filter(region -> region.weight() > 0)
                .map(RegionRule::name)
                .findFirst()
                .orElse(regions.getFirst());
    }

    private Traffic traffic() {
        List<Integer> weights =
                model.rules().regions().stream().map(RegionRule::weight).toList();
        return new Traffic(
                zone,
                world,
                model.publication().names().iterator().next(),
                regions,
                weights,
                model.publication().largestTtlSeconds());
    }

    private Timeline play() {
        List<String> notes = happenings.schedule(scenario);
        for (int number = 0; number < members.size(); number++) {
            time.after(number * STAGGER, members.get(number)::start);
        }
        for (long second = 1; second <= scenario.lasts().toSeconds(); second++) {
            while (time.step(second * SECOND)) {
                // Each step runs one task.
            }
            traffic.look();
            regions.forEach(this::lookAt);
            rooms.newWrites().forEach(write -> notebook.note(Entry.Kind.ROOM, "", write));
        }
        notebook.note(Entry.Kind.END, "", narrator.outlook());
        notebook.close();
        return timeline(notes);
    }

    private void lookAt(String region) {
        if (world.isWell(region)) {
            notebook.ends("broken " + region);
        } else {
            notebook.begins("broken " + region, "broken", "");
        }
    }

    private Timeline timeline(List<String> notes) {
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < regions.size(); i++) {
            String region = regions.get(i);
            lanes.add(new Lane(
                    region, notebook.of("health " + region), notebook.of("broken " + region), traffic.points(i)));
        }
        List<Span> events = scenario.events().stream()
                .map(event -> new Span(
                        event.at(), shorter(event.until(), scenario.lasts()), "event", happenings.named(event.what())))
                .toList();
        Timeline.Head head = new Timeline.Head(
                policy.key(),
                scenario.name(),
                scenario.title(),
                happenings.named(scenario.about()),
                hit,
                observer,
                members.stream().map(Member::region).toList(),
                request.seed(),
                scenario.startsAt(),
                scenario.lasts(),
                assumptions(),
                notes);
        return new Timeline(head, entries(), lanes, events, notebook.ofAll("hold "), summary());
    }

    private List<Entry> entries() {
        List<Entry> inOrder = new ArrayList<>(notebook.entries());
        inOrder.sort(Comparator.comparing(Entry::at));
        return inOrder;
    }

    private List<String> assumptions() {
        List<String> all = new ArrayList<>(policy.assumptions());
        all.add(
                "the zone behaves as Route 53 does: a change is served after 1-30 s; resolvers keep answers for their TTL, "
                        + model.publication().largestTtlSeconds() + " s");
        if (!model.rules().capacityRules().isEmpty()) {
            all.add("every region begins with the replicas that its steady share needs; a new pod is ready after "
                    + request.readyAfter().toSeconds() + " s");
        }
        return all;
    }

    private static Duration shorter(Duration some, Duration other) {
        return some.compareTo(other) < 0 ? some : other;
    }

    private Summary summary() {
        Optional<Duration> brokenAt = at(traffic.brokenAt());
        Optional<Duration> mendedAt = at(traffic.mendedAt());
        Optional<Duration> detected = brokenAt.flatMap(broken -> notebook.of("health " + traffic.firstBroken()).stream()
                .filter(span -> span.what().equals("Unhealthy") && span.from().compareTo(broken.minusSeconds(1)) >= 0)
                .map(span -> span.from().compareTo(broken) < 0
                        ? Duration.ZERO
                        : span.from().minus(broken))
                .findFirst());
        Optional<Duration> shifted = traffic.shiftedAt() < 0
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds((long) traffic.shiftedAt() - traffic.brokenAt()));
        Optional<Duration> returned = traffic.isAway()
                ? Optional.empty()
                : mendedAt.map(mended -> Duration.ofSeconds(Math.max(0, traffic.lastAway() + 1 - mended.toSeconds())));
        return new Summary(
                brokenAt,
                detected,
                shifted,
                traffic.departures(),
                mendedAt,
                returned,
                traffic.lost(),
                traffic.lostUnmoved(),
                narrator.outlook());
    }

    private static Optional<Duration> at(int second) {
        return second < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(second));
    }
}
