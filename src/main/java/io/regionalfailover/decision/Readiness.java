package io.regionalfailover.decision;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a failover would succeed now. A pure function of {@link ReadinessFacts}; its order is the order of importance, in which
 * people are told:
 *
 * <ol>
 *   <li>Nothing would be done at all: the spec is refused, the policy is suspended or moved by people alone, DNS cannot be changed.
 *   <li>Nobody would take the traffic: no other region is Healthy, too few would be left, too few look, a check fails everywhere
 *       at once.
 *   <li>It would come to where there is no room.
 *   <li>Clients would notice late: name servers that do not show what is published, long TTLs.
 * </ol>
 *
 * @param state the condition's status
 * @param obstacles what stands in the way, the most important first; empty unless the state is {@code NOT_READY}
 * @param unknowns what could not be found out, the most important first
 * @param reason of the state, in one word
 * @param message for a person, at most 256 characters
 */
public record Readiness(State state, List<Obstacle> obstacles, List<Obstacle> unknowns, Reason reason, String message) {
    private static final int LONGEST = 256;
    private static final int LONG_TTL_SECONDS = 60;

    /** Whether a failover would succeed. */
    public enum State {
        READY,
        NOT_READY,
        UNKNOWN
    }

    public Readiness {
        obstacles = List.copyOf(obstacles);
        unknowns = List.copyOf(unknowns);
    }

    /** What the facts say. */
    public static Readiness of(ReadinessFacts facts) {
        if (facts.decision().coldStart()) {
            return new Readiness(
                    State.UNKNOWN, List.of(), List.of(), Reason.COLD_START, "first attempts are outstanding");
        }
        List<Contingency> contingencies = Contingency.of(
                facts.policy(), facts.published(), facts.decision().regions(), facts.orderedAway());
        List<Obstacle> obstacles = new ArrayList<>();
        writing(facts, obstacles);
        moving(facts, contingencies, obstacles);
        RoomJudgement room = RoomJudgement.of(facts, contingencies);
        obstacles.addAll(room.obstacles());
        arriving(facts.records(), obstacles);
        withoutApi(facts.records(), obstacles);
        if (!obstacles.isEmpty()) {
            return new Readiness(
                    State.NOT_READY,
                    obstacles,
                    room.unknowns(),
                    obstacles.getFirst().reason(),
                    bounded(obstacles));
        }
        if (!room.unknowns().isEmpty()) {
            return new Readiness(
                    State.UNKNOWN,
                    List.of(),
                    room.unknowns(),
                    room.unknowns().getFirst().reason(),
                    bounded(room.unknowns()));
        }
        return new Readiness(
                State.READY, List.of(), List.of(), Reason.PREPARED, Sentences.clipped(prepared(facts, contingencies)));
    }

    /** What keeps every change from being made. */
    private static void writing(ReadinessFacts facts, List<Obstacle> obstacles) {
        ReadinessFacts.Records records = facts.records();
        records.refusal()
                .ifPresent(why -> obstacles.add(
                        new Obstacle(why.reason(), "the newest spec is not carried out: " + why.message())));
        if (facts.policy().suspended()) {
            obstacles.add(new Obstacle(Reason.SUSPENDED, "spec.suspend is true, so nothing is moved"));
        }
        switch (facts.policy().mode()) {
            case AUTOMATIC -> {}
            case MANUAL ->
                obstacles.add(new Obstacle(Reason.AWAITING_APPROVAL, "mode is Manual, so only people move traffic"));
            case DRY_RUN -> obstacles.add(new Obstacle(Reason.DRY_RUN, "mode is DryRun, so nothing is written"));
        }
        records.trouble()
                .ifPresent(trouble -> obstacles.add(new Obstacle(trouble.reason(), "DNS: " + trouble.message())));
        if (records.trouble().isEmpty()) {
            records.refusedWrite()
                    .ifPresent(why ->
                            obstacles.add(new Obstacle(Reason.DNS_UNAVAILABLE, "DNS refused the last change: " + why)));
        }
    }

    /** What keeps traffic from moving while the provider's API is away. */
    private static void withoutApi(ReadinessFacts.Records records, List<Obstacle> obstacles) {
        records.gateTrouble()
                .ifPresent(why -> obstacles.add(new Obstacle(
                        Reason.GATE_NOT_READY, "the gate would move nothing while the DNS API is away: " + why)));
    }

    /** What keeps traffic from leaving a region that fails. */
    private static void moving(ReadinessFacts facts, List<Contingency> contingencies, List<Obstacle> obstacles) {
        List<String> alone = contingencies.stream()
                .filter(contingency -> contingency.receivers().isEmpty())
                .map(Contingency::failing)
                .toList();
        if (!alone.isEmpty() || contingencies.isEmpty()) {
            obstacles.add(new Obstacle(
                    Reason.NO_HEALTHY_REGION,
                    "no other region is Healthy"
                            + (alone.isEmpty() ? "" : " to take the traffic of " + String.join(", ", alone))));
        }
        int least = facts.policy().failover().minHealthyRegions();
        contingencies.stream()
                .filter(contingency -> !contingency.receivers().isEmpty() && contingency.servingAfter() < least)
                .findFirst()
                .ifPresent(few -> obstacles.add(new Obstacle(
                        Reason.TOO_FEW_REGIONS,
                        "without " + few.failing() + " " + few.servingAfter()
                                + " Healthy would be left to serve, minHealthyRegions is " + least)));
        noQuorum(facts).ifPresent(obstacles::add);
        if (facts.observerIsolated()) {
            obstacles.add(new Obstacle(
                    Reason.OBSERVER_ISOLATED, "this observer doubts itself: neither probes nor DNS nor peers answer"));
        }
        if (!facts.sharedChecks().isEmpty()) {
            boolean one = facts.sharedChecks().size() == 1;
            obstacles.add(new Obstacle(
                    Reason.SHARED_CHECK,
                    "critical check" + (one ? " " : "s ") + String.join(", ", facts.sharedChecks())
                            + (one ? " tries" : " try")
                            + " the same thing in every region: a failure of it moves no traffic"));
        }
    }

    private static Optional<Obstacle> noQuorum(ReadinessFacts facts) {
        ReadinessFacts.Votes votes = facts.votes();
        int needed = facts.policy().failover().quorum().needed(votes.denominator());
        return votes.answering() >= needed
                ? Optional.empty()
                : Optional.of(new Obstacle(
                        Reason.NO_QUORUM,
                        votes.answering() + " of " + votes.denominator() + " vantage points vote, " + needed
                                + " are needed: " + String.join("; ", votes.missing())));
    }

    /** What keeps clients from noticing soon. */
    private static void arriving(ReadinessFacts.Records records, List<Obstacle> obstacles) {
        if (!records.unseenAt().isEmpty()) {
            obstacles.add(new Obstacle(
                    Reason.AWAITING_PROPAGATION,
                    "name servers do not show what is published: " + String.join(", ", records.unseenAt())));
        }
        if (records.largestTtlSeconds() > LONG_TTL_SECONDS) {
            obstacles.add(new Obstacle(
                    Reason.LONG_TTL, "the largest TTL is " + records.largestTtlSeconds() + " s, above 60 s"));
        }
    }

    private static String prepared(ReadinessFacts facts, List<Contingency> contingencies) {
        Set<String> takers = new LinkedHashSet<>();
        contingencies.forEach(contingency -> takers.addAll(contingency.receivers()));
        String who = contingencies.size() == 1
                ? "if " + contingencies.getFirst().failing() + " fails, " + String.join(", ", takers)
                        + " would take over"
                : "whichever region fails, the others would take over";
        String room = facts.rooms().isEmpty() ? "" : "; the scale-up for it was tried and fits";
        String dns = facts.records()
                .acceptedAt()
                .map(at -> "; DNS took the last change at " + at.truncatedTo(ChronoUnit.SECONDS))
                .orElse("; DNS can be read, whether it takes a change shows with the next one");
        String coarse = facts.records().notCarried().map(what -> "; " + what).orElse("");
        return who + room + coarse + dns;
    }

    /** As many as fit, the most important first, and how many there are besides. */
    private static String bounded(List<Obstacle> obstacles) {
        List<String> sentences = obstacles.stream().map(Obstacle::message).toList();
        for (int told = sentences.size(); told > 1; told--) {
            String text = String.join("; ", sentences.subList(0, told)) + more(sentences.size() - told);
            if (text.length() <= LONGEST) {
                return text;
            }
        }
        String more = more(sentences.size() - 1);
        return Sentences.clipped(sentences.getFirst(), LONGEST - more.length()) + more;
    }

    private static String more(int untold) {
        return untold == 0 ? "" : "; and " + untold + " more";
    }
}
