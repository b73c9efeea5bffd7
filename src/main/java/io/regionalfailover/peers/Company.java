package io.regionalfailover.peers;

import io.regionalfailover.decision.CheckKey;
import io.regionalfailover.decision.VantagePoints;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The other vantage points, as one policy has to reckon with them now.
 *
 * @param self this instance's own name
 * @param members every configured peer that is not this instance itself
 */
public record Company(String self, List<Member> members) {
    public Company {
        members = List.copyOf(members);
    }

    /**
     * One peer.
     *
     * @param name its name as a vantage point; its base URL until it was heard
     * @param standing whether it counts
     * @param report what it says of the policy; empty when it has not said anything, or does not vote
     * @param message why it does not vote, for a person; empty when it does
     */
    public record Member(String name, Standing standing, Optional<PolicyReport> report, String message) {
        boolean votes() {
            return standing == Standing.VOTING;
        }
    }

    /** Of an instance without peers. */
    public static Company alone(String self) {
        return new Company(self, List.of());
    }

    /** How many vantage points count: the configured ones, less those that are gone; this one is always among them. */
    public int denominator() {
        return 1
                + (int) members.stream()
                        .filter(member -> member.standing() != Standing.GONE)
                        .count();
    }

    /** How many vote and have the policy; this one is always among them. */
    public int answering() {
        return 1
                + (int) members.stream()
                        .filter(member -> member.votes() && member.report().isPresent())
                        .count();
    }

    /** Whether any peer votes. */
    public boolean anyVotes() {
        return members.stream().anyMatch(Member::votes);
    }

    /**
     * What the peers see, of the checks that try the same as ours.
     *
     * @param probes hashes of what our checks try
     */
    public List<VantagePoints.View> views(Map<CheckKey, String> probes) {
        List<VantagePoints.View> views = new ArrayList<>();
        for (Member member : members) {
            if (member.votes() && member.report().isPresent()) {
                views.add(new VantagePoints.View(
                        member.name(), member.report().get().observations(probes)));
            }
        }
        return views;
    }

    /**
     * Whether a peer may have this spec: it says so, or it counts and cannot be asked. One that has the policy with another spec,
     * or not at all, does not.
     */
    public boolean mayHold(String spec) {
        for (Member member : members) {
            boolean said =
                    member.report().map(report -> report.spec().equals(spec)).orElse(false);
            if (said || member.standing() == Standing.UNHEARD) {
                return true;
            }
        }
        return false;
    }

    /** The highest epoch that a peer has seen in the zone. */
    public long highestEpoch() {
        long highest = 0;
        for (Member member : members) {
            highest = Math.max(highest, member.report().map(PolicyReport::epoch).orElse(0L));
        }
        return highest;
    }

    /** What the instance that stands in a region says of a workload there; empty when none that votes says anything. */
    public Optional<RoomReport> room(String region, String rule) {
        return members.stream()
                .filter(member -> member.votes() && member.name().equals(region))
                .flatMap(member -> member.report().stream())
                .flatMap(report -> report.rooms().stream())
                .filter(room -> room.rule().equals(rule))
                .findFirst();
    }

    /** Whether an instance that votes stands in this region, and it is not this one. */
    public boolean standsIn(String region) {
        return members.stream()
                .anyMatch(member -> member.votes() && member.name().equals(region));
    }

    /**
     * How many of those that can write go before this instance: the same order at all of them, another one for every zone. Who
     * stands in a region that traffic leaves goes last.
     *
     * @param zone the zone that is to be written
     * @param leaving regions that traffic leaves
     */
    public int rank(String zone, Set<String> leaving) {
        Set<String> names = new HashSet<>(Set.of(self));
        members.stream()
                .filter(member -> member.votes() && member.report().isPresent())
                .map(Member::name)
                .forEach(names::add);
        return names.stream()
                .sorted(Comparator.comparing((String name) -> leaving.contains(name))
                        .thenComparing(name -> spread(zone + " " + name))
                        .thenComparing(Comparator.naturalOrder()))
                .toList()
                .indexOf(self);
    }

    /** Text hashes of neighbouring names lie side by side; this tears them apart. */
    private static int spread(String text) {
        int hash = text.hashCode() * 0x9E3779B9;
        return (hash ^ (hash >>> 16)) * 0x85EBCA6B;
    }

    /** Those that do not vote, and why, for a person. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (Member member : members) {
            if (!member.votes()) {
                missing.add(member.name() + ": " + member.message());
            } else if (member.report().isEmpty()) {
                missing.add(member.name() + ": does not have the policy");
            }
        }
        return missing;
    }
}
