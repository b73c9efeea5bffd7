package io.regionalfailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.simulation.Fault.Hand;
import io.regionalfailover.simulation.Fault.Part;
import io.regionalfailover.simulation.engine.Fate;
import io.regionalfailover.simulation.engine.Trouble;
import io.regionalfailover.simulation.engine.Way;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shortest schedules by which simulations once showed that the operator was wrong. */
class FoundSchedulesTest {
    @ParameterizedTest
    @MethodSource("schedules")
    void whatWasFoundOnceStaysMended(Scenario scenario) {
        Simulation.Outcome outcome = Simulation.traced(scenario);

        assertThat(outcome.broken())
                .as(() -> scenario + "\n" + String.join("\n", outcome.lines()))
                .isEmpty();
    }

    static Stream<Named<Scenario>> schedules() {
        return Stream.of(
                found(
                        "an instance that did not hear its peer while a region failed returned traffic too early",
                        225,
                        Shop.EVEN,
                        1,
                        2,
                        at(
                                "06:55.541",
                                new Fault.RegionDown("west", List.of(Part.FRONTEND, Part.DATABASE), d("PT36.649S"))),
                        at("20:12.428", new Fault.RegionDown("west", List.of(Part.DATABASE), d("PT3M29.827S"))),
                        at("39:28.656", new Fault.CutFromPeer(1, 0, Way.THERE, d("PT17M33.411S"))),
                        at(
                                "51:36.802",
                                new Fault.RegionDown("west", List.of(Part.FRONTEND, Part.DATABASE), d("PT2M31.038S")))),
                found(
                        "a verdict that was only taken over from an old plan moved traffic when another instance had given it back",
                        454,
                        Shop.THREE,
                        1,
                        2,
                        at("41:33.450", new Fault.RegionDown("west", List.of(Part.DATABASE), d("PT2M40.02S"))),
                        at("52:32.850", new Fault.RegionDown("west", List.of(Part.FRONTEND), d("PT51.749S"))),
                        at("53:38.338", new Fault.Crash(1, d("PT1M36.199S"), false)),
                        at("54:01.129", new Fault.Blind(1, d("PT5M58.871S")))),
                found(
                        "the same, of an instance that was started again while its peer could see nothing",
                        460,
                        Shop.EVEN,
                        1,
                        2,
                        at(
                                "04:29.120",
                                new Fault.RegionFlaps(
                                        "east", Part.DATABASE, d("PT1M25.623S"), d("PT39.058S"), d("PT13M8.043S"))),
                        at(
                                "32:14.789",
                                new Fault.RegionDown("east", List.of(Part.FRONTEND, Part.DATABASE), d("PT8M19.324S"))),
                        at("42:28.697", new Fault.Blind(1, d("PT17M31.303S"))),
                        at("43:56.789", new Fault.Crash(0, d("PT1M39.463S"), false))),
                found(
                        "the same, of an instance alone whose reply was lost and that stood still",
                        564,
                        Shop.THREE,
                        2,
                        1,
                        at("15:46.428", new Fault.RegionDown("west", List.of(Part.DATABASE), d("PT14M0.019S"))),
                        at("19:28.395", new Fault.CutFromZone(0, Way.BACK, d("PT19M51.325S"))),
                        at("32:43.614", new Fault.Pause(0, d("PT9M7.939S"))),
                        at("41:52.456", new Fault.Blind(0, d("PT35.849S")))),
                found(
                        "what one saw fail and another one well for a shorter time counted as well for long",
                        568,
                        Shop.THREE,
                        1,
                        2,
                        at(
                                "02:51.315",
                                new Fault.RegionDown("west", List.of(Part.FRONTEND, Part.DATABASE), d("PT3M9.24S"))),
                        at("10:54.600", new Fault.RegionDown("south", List.of(Part.DATABASE), d("PT52.148S"))),
                        at("12:57.291", new Fault.NextWrite(0, Fate.Blow.CRASH_AFTER)),
                        at("13:15.395", new Fault.SharedDown(d("PT3M20.55S"))),
                        at("13:17.340", new Fault.Pause(0, d("PT3M46.363S"))),
                        at("17:10.088", new Fault.CutFromRegion(1, "south", d("PT3M19.094S"))),
                        at(
                                "18:28.472",
                                new Fault.RegionDown("west", List.of(Part.FRONTEND, Part.DATABASE), d("PT53.827S")))),
                found(
                        "a process moved the traffic of a region that the spec no longer had before it had looked at the others",
                        634,
                        Shop.THREE,
                        8,
                        1,
                        at("47:04.972", new Fault.NextWrite(0, Fate.Blow.CRASH_AFTER)),
                        at("53:19.108", new Fault.CutFromAll(0, d("PT6M40.892S"))),
                        at("58:30.000", new Fault.SpecChange(1, 3, List.of(d("PT20S"))))),
                found(
                        "the end of a partition made a region stable that had just recovered",
                        734,
                        Shop.PAIR,
                        1,
                        2,
                        at("20:55.348", new Fault.CutFromPeer(0, 1, Way.BOTH, d("PT1M4.677S"))),
                        at(
                                "21:20.540",
                                new Fault.RegionDown("east", List.of(Part.FRONTEND, Part.DATABASE), d("PT40.781S")))),
                found(
                        "a failure of what all share was not counted against stability where two saw it one after the other",
                        760,
                        Shop.EVEN,
                        1,
                        2,
                        at("03:14.906", new Fault.RegionDown("west", List.of(Part.DATABASE), d("PT15M44.448S"))),
                        at("11:34.390", new Fault.Crash(1, d("PT4.574S"), false)),
                        at(
                                "27:52.195",
                                new Fault.RegionDown("east", List.of(Part.FRONTEND, Part.DATABASE), d("PT1M24.788S"))),
                        at(
                                "40:04.404",
                                new Fault.RegionDown("east", List.of(Part.FRONTEND, Part.DATABASE), d("PT4M31.809S"))),
                        at("45:18.531", new Fault.SharedDown(d("PT26.445S"))),
                        at("48:18.843", new Fault.CutFromRegion(0, "east", d("PT1M13.378S")))),
                found(
                        "a process that had stood still took a failure over from before, and left a region that worked",
                        767,
                        Shop.EVEN,
                        1,
                        2,
                        at(
                                "32:29.109",
                                new Fault.RegionDown("east", List.of(Part.FRONTEND, Part.DATABASE), d("PT5M56.123S"))),
                        at(
                                "33:32.434",
                                new Fault.RegionDown("west", List.of(Part.FRONTEND, Part.DATABASE), d("PT6M14.784S"))),
                        at("41:41.295", new Fault.Pause(0, d("PT9M16.286S"))),
                        at("47:46.756", new Fault.CutFromRegion(0, "west", d("PT12M13.244S"))),
                        at("56:24.326", new Fault.RegionDown("east", List.of(Part.DATABASE), d("PT3M35.674S"))),
                        at("57:26.095", new Fault.CutFromAll(0, d("PT1M33.922S")))),
                found(
                        "a refused change of the spec kept every later plan from being written",
                        919,
                        Shop.PAIR,
                        1,
                        1,
                        at("44:43.324", new Fault.SpecChange(0, 3, List.of(d("PT1M49.186S")))),
                        at("54:17.752", new Fault.RegionDown("east", List.of(Part.DATABASE), d("PT41.452S"))),
                        at("57:27.771", new Fault.Pause(0, d("PT2M32.229S"))),
                        at("58:30.000", new Fault.SpecChange(0, 4, List.of(d("PT20S"))))),
                found(
                        "a process that had stood still published a changed spec before it had looked",
                        1079,
                        Shop.EVEN,
                        1,
                        1,
                        at("15:38.980", new Fault.SpecChange(0, 3, List.of(d("PT1M22.855S")))),
                        at("53:18.765", new Fault.CutFromAll(0, d("PT6M41.235S"))),
                        at("53:48.614", new Fault.Pause(0, d("PT6M11.386S"))),
                        at("58:30.000", new Fault.SpecChange(0, 0, List.of(d("PT20S"))))),
                found(
                        "two whose heartbeats the provider refused several times in a row were taken for dead",
                        1163,
                        Shop.THREE,
                        1,
                        3,
                        at("48:41.715", new Fault.CutFromRegion(2, "south", d("PT11M12.723S"))),
                        at("58:30.000", new Fault.SpecChange(0, 3, List.of(d("PT20S"))))),
                found(
                        "a return went on to a region that had begun to fail for one of two",
                        1230,
                        Shop.THREE,
                        2,
                        2,
                        at(
                                "23:59.216",
                                new Fault.RegionDown("south", List.of(Part.FRONTEND, Part.DATABASE), d("PT2M25.116S"))),
                        at(
                                "28:15.623",
                                new Fault.RegionFlaps(
                                        "west", Part.DATABASE, d("PT1M41.335S"), d("PT25.436S"), d("PT13M31.178S"))),
                        at("30:34.375", new Fault.RegionDown("east", List.of(Part.DATABASE), d("PT11M41.979S"))),
                        at("34:09.892", new Fault.NextWrite(0, Fate.Blow.CRASH_BEFORE))),
                found(
                        "a region was left long after anybody had seen it fail",
                        1513,
                        Shop.PAIR,
                        1,
                        2,
                        at(
                                "13:14.068",
                                new Fault.RegionFlaps(
                                        "east", Part.DATABASE, d("PT38.076S"), d("PT40.677S"), d("PT1M28.337S"))),
                        at("18:55.196", new Fault.NextWrite(0, Fate.Blow.CRASH_BEFORE)),
                        at("22:41.718", new Fault.RegionDown("east", List.of(Part.FRONTEND), d("PT1M7.155S"))),
                        at("33:43.924", new Fault.NextWrite(0, Fate.Blow.CRASH_BEFORE)),
                        at("33:51.566", new Fault.RegionDown("east", List.of(Part.DATABASE), d("PT59.79S"))),
                        at("46:00.009", new Fault.CutFromAll(1, d("PT6M41.026S"))),
                        at("47:35.511", new Fault.Crash(0, d("PT32.523S"), false)),
                        at(
                                "50:28.601",
                                new Fault.RegionFlaps(
                                        "east", Part.FRONTEND, d("PT59.667S"), d("PT1M19.696S"), d("PT9M31.399S")))),
                found(
                        "moves of others that were missed while the zone could not be read did not count for the cooldown",
                        1821,
                        Shop.EVEN,
                        1,
                        3,
                        at(
                                "15:19.683",
                                new Fault.RegionDown("east", List.of(Part.FRONTEND, Part.DATABASE), d("PT1M46.791S"))),
                        at("16:15.012", new Fault.CutFromZone(0, Way.BOTH, d("PT12M21.316S"))),
                        at(
                                "27:04.796",
                                new Fault.RegionDown("east", List.of(Part.FRONTEND, Part.DATABASE), d("PT32.353S")))),
                found(
                        "a check that looks somewhere else since was stable by what it saw before",
                        1827,
                        Shop.PAIR,
                        1,
                        1,
                        at("40:49.355", new Fault.NextWrite(0, Fate.Blow.CRASH_AFTER)),
                        at(
                                "41:44.071",
                                new Fault.RegionDown("east", List.of(Part.FRONTEND, Part.DATABASE), d("PT3M37.828S"))),
                        at(
                                "46:28.343",
                                new Fault.RegionFlaps(
                                        "west", Part.FRONTEND, d("PT42.59S"), d("PT23.614S"), d("PT13M31.657S"))),
                        at("55:02.425", new Fault.SpecChange(0, 2, List.of(d("PT28.991S")))),
                        at("56:44.805", new Fault.RegionDown("west", List.of(Part.FRONTEND), d("PT1M30.912S"))),
                        at("58:30.000", new Fault.SpecChange(0, 1, List.of(d("PT20S"))))),
                found(
                        "a first plan without an unhealthy region did not count for the cooldown",
                        1947,
                        Shop.EVEN,
                        1,
                        2,
                        at("36:08.273", new Fault.CutFromZone(0, Way.BACK, d("PT6M12.309S"))),
                        at(
                                "41:06.001",
                                new Fault.RegionDown("east", List.of(Part.FRONTEND, Part.DATABASE), d("PT1M5.377S"))),
                        at("42:23.951", new Fault.HandEdit(0, Hand.EMPTIED))),
                found(
                        "a person's old fence brought traffic back, and one of three who saw a failure took it away again",
                        2961,
                        Shop.EVEN,
                        2,
                        3,
                        at("17:11.802", new Fault.Pause(2, d("PT7M20.765S"))),
                        at("18:54.658", new Fault.RegionDown("west", List.of(Part.DATABASE), d("PT1M10.989S"))),
                        at("19:18.107", new Fault.CutFromRegion(1, "west", d("PT16M8.554S"))),
                        at("20:30.531", new Fault.HandEdit(0, Hand.OLD_FENCE))),
                found(
                        "a return whose last two steps are the same never came to its end",
                        2965,
                        Shop.THREE,
                        2,
                        1,
                        at("24:37.602", new Fault.RegionDown("south", List.of(Part.FRONTEND), d("PT48H"))),
                        at("48:54.584", new Fault.SpecChange(1, 3, List.of(d("PT1M26.346S")))),
                        at("58:30.000", new Fault.SpecChange(1, 4, List.of(d("PT20S"))))),
                found(
                        "moves before the first reading of the zone did not count for the cooldown",
                        7278,
                        Shop.EVEN,
                        1,
                        2,
                        at("00:03.283", new Fault.CutFromZone(1, Way.BOTH, d("PT4M15.219S"))),
                        at("03:49.906", new Fault.RegionDown("east", List.of(Part.FRONTEND), d("PT1M14.831S")))),
                found(
                        "what a lost message to a peer had said was never said again",
                        5467,
                        Shop.THREE,
                        1,
                        2,
                        at("44:09.704", new Fault.CutFromPeer(0, 1, Way.BACK, d("PT15M50.296S"))),
                        at("45:40.166", new Fault.NextWrite(0, Fate.Blow.CRASH_BEFORE)),
                        at("49:50.498", new Fault.Crash(1, d("PT1M40.706S"), true)),
                        at(
                                "49:52.582",
                                new Fault.RegionDown("east", List.of(Part.FRONTEND, Part.DATABASE), d("PT41.454S")))),
                found(
                        "a plan was taken for another one of its number after people had emptied the zone",
                        5481,
                        Shop.PAIR,
                        1,
                        2,
                        at("11:53.205", new Fault.NextWrite(1, Fate.Blow.CRASH_BEFORE)),
                        at("14:52.568", new Fault.NextWrite(0, Fate.Blow.CRASH_BEFORE)),
                        at("16:31.089", new Fault.HandEdit(0, Hand.EMPTIED))),
                found(
                        "traffic that people had brought back and another one had taken away again did not count for the cooldown",
                        9787,
                        Shop.EVEN,
                        2,
                        3,
                        at(
                                "20:19.639",
                                new Fault.RegionDown("west", List.of(Part.FRONTEND, Part.DATABASE), d("PT15M4.593S"))),
                        at("34:07.638", new Fault.HandEdit(1, Hand.OLD_FENCE))),
                found(
                        "a return of another instance that was missed while the zone could not be written did not count for the cooldown",
                        1428,
                        Shop.EVEN,
                        1,
                        2,
                        at("40:05.385", new Fault.Blind(0, d("PT15M21.956S"))),
                        at("40:22.679", new Fault.CutFromZone(0, Way.THERE, d("PT11M28.982S"))),
                        at("40:27.319", new Fault.RegionDown("west", List.of(Part.FRONTEND), d("PT7M41.614S"))),
                        at("46:18.320", new Fault.CutFromPeer(0, 1, Way.THERE, d("PT3M21.853S"))),
                        at("52:47.018", new Fault.SpecChange(0, 1, List.of(d("PT30.799S"), d("PT46.304S"))))),
                found(
                        "steps of a shift under a spec that only others had followed each other by the second",
                        22848,
                        Shop.THREE,
                        1,
                        3,
                        at("04:35.233", new Fault.Pause(0, d("PT8M36.422S"))),
                        at(
                                "06:13.463",
                                new Fault.SpecChange(0, 4, List.of(d("PT2.732S"), d("PT51.726S"), d("PT35.321S")))),
                        at("06:30.247", new Fault.RegionDown("west", List.of(Part.FRONTEND), d("PT5M0.995S"))),
                        at("07:31.789", new Fault.Blind(1, d("PT15.794S"))),
                        at(
                                "07:57.537",
                                new Fault.RegionDown("east", List.of(Part.FRONTEND, Part.DATABASE), d("PT1M7.101S")))),
                found(
                        "a return under way did not end when a changed spec wanted what was published",
                        24819,
                        Shop.THREE,
                        1,
                        2,
                        at(
                                "00:23.619",
                                new Fault.RegionDown("south", List.of(Part.FRONTEND, Part.DATABASE), d("PT6M25.636S"))),
                        at(
                                "11:32.200",
                                new Fault.RegionDown("east", List.of(Part.FRONTEND, Part.DATABASE), d("PT2M34.781S"))),
                        at("12:36.394", new Fault.SpecChange(0, 1, List.of(d("PT1M11.486S"), d("PT1M55.486S")))),
                        at("36:02.929", new Fault.RegionDown("south", List.of(Part.FRONTEND), d("PT13M36.613S"))),
                        at(
                                "42:42.831",
                                new Fault.RegionDown("west", List.of(Part.FRONTEND, Part.DATABASE), d("PT2M53.599S"))),
                        at("57:35.878", new Fault.Provider(Trouble.SLOW_TO_SERVE, d("PT2M24.122S"))),
                        at("58:30.000", new Fault.SpecChange(0, 0, List.of(d("PT20S"))))),
                found(
                        "a removed region's traffic went to one that another instance saw fail",
                        24998,
                        Shop.THREE,
                        1,
                        2,
                        at("04:55.106", new Fault.RegionDown("east", List.of(Part.FRONTEND), d("PT12M26.407S"))),
                        at("05:05.032", new Fault.CutFromPeer(0, 1, Way.BOTH, d("PT13M4.755S"))),
                        at("11:49.327", new Fault.SpecChange(0, 3, List.of(d("PT1M31.85S"), d("PT25.171S"))))),
                found(
                        "a plan that had waited for the zone's ledger while the process stood still left at its waking up",
                        22042,
                        Shop.EVEN,
                        2,
                        1,
                        at("37:06.211", new Fault.Crash(0, d("PT14.57S"), false)),
                        at("43:00.599", new Fault.Provider(Trouble.ERRORS, d("PT2M18.374S"))),
                        at("43:01.019", new Fault.DelayedWrite(0, d("PT5M51.343S"))),
                        at("46:02.209", new Fault.CutFromRegion(0, "west", d("PT4M9.119S"))),
                        at("46:24.420", new Fault.Pause(0, d("PT5M0.002S")))),
                found(
                        "the last digit of a shift in steps was put right by a return while the region still failed",
                        38189,
                        Shop.THREE,
                        1,
                        1,
                        at(
                                "48:48.864",
                                new Fault.RegionFlaps(
                                        "west", Part.FRONTEND, d("PT16.26S"), d("PT24.146S"), d("PT7M42.847S"))),
                        at("50:53.957", new Fault.Pause(0, d("PT9M6.043S"))),
                        at("53:41.151", new Fault.RegionDown("west", List.of(Part.FRONTEND), d("PT48H"))),
                        at("58:30.000", new Fault.SpecChange(0, 2, List.of(d("PT20S"))))),
                found(
                        "a return of another instance that was missed while people's own record set stood on the name did not count for the cooldown",
                        94497,
                        Shop.EVEN,
                        1,
                        2,
                        at("00:32.013", new Fault.Pause(1, d("PT3M55.691S"))),
                        at("20:26.021", new Fault.Pause(1, d("PT9M47.375S"))),
                        at("25:14.278", new Fault.SpecChange(0, 2, List.of(d("PT17.604S"), d("PT1M32.854S")))),
                        at("28:08.648", new Fault.Crash(1, d("PT1M10.689S"), false)),
                        at(
                                "37:00.494",
                                new Fault.RegionFlaps(
                                        "west", Part.FRONTEND, d("PT1M4.467S"), d("PT1M9.319S"), d("PT16M0.843S"))),
                        at("53:13.364", new Fault.ForeignSet(0, d("PT1M46.462S"))),
                        at("58:30.000", new Fault.SpecChange(0, 1, List.of(d("PT20S"))))),
                found(
                        "two instances, of which one's spec removes a region, began a shift anew in turn, each by its own spec",
                        98116,
                        Shop.THREE,
                        1,
                        2,
                        at("03:17.713", new Fault.ApiServerAway(0, d("PT15M7.065S"))),
                        at("06:11.131", new Fault.SpecChange(0, 3, List.of(d("PT1M21.168S"), d("PT1M54.805S")))),
                        at(
                                "07:30.888",
                                new Fault.RegionDown(
                                        "west", List.of(Part.FRONTEND, Part.DATABASE), d("PT2M28.889S")))));
    }

    private static Named<Scenario> found(
            String what, long seed, Shop shop, int policies, int instances, Timed... faults) {
        return Named.of(what, new Scenario(seed, shop, policies, instances, Duration.ofHours(1), List.of(faults)));
    }

    private static Timed at(String moment, Fault fault) {
        String[] parts = moment.split("[:.]");
        return new Timed(
                Duration.ofMinutes(Long.parseLong(parts[0]))
                        .plusSeconds(Long.parseLong(parts[1]))
                        .plusMillis(Long.parseLong(parts[2])),
                fault);
    }

    private static Duration d(String text) {
        return Duration.parse(text);
    }
}
