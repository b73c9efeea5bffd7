package io.regionalfailover.decision;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that tells whether a failover would succeed now.
 *
 * @param policy what is wanted
 * @param decision the last one: how regions stand, and what is known of their workloads
 * @param published the weights in the zone, empty where there are none
 * @param orderedAway regions that people want out
 * @param observerIsolated true when this observer has reason to doubt itself
 * @param votes who looks
 * @param records how answers reach clients
 * @param sharedChecks names of critical checks that try the same thing in every region
 * @param rooms what clusters said to scale-ups that were tried
 * @param scaledByOthers regions in which another instance scales: it tries there by itself
 */
public record ReadinessFacts(
        PolicyRules policy,
        Decision decision,
        Weights published,
        Set<String> orderedAway,
        boolean observerIsolated,
        Votes votes,
        Records records,
        List<String> sharedChecks,
        Map<CapacityKey, RoomTrial> rooms,
        Set<String> scaledByOthers) {
    public ReadinessFacts {
        orderedAway = Set.copyOf(orderedAway);
        sharedChecks = List.copyOf(sharedChecks);
        rooms = Map.copyOf(rooms);
        scaledByOthers = Set.copyOf(scaledByOthers);
    }

    /**
     * The vantage points.
     *
     * @param answering how many vote, this one among them
     * @param denominator of how many
     * @param missing those that do not, and why, for a person
     */
    public record Votes(int answering, int denominator, List<String> missing) {
        public Votes {
            missing = List.copyOf(missing);
        }
    }

    /**
     * How answers reach clients.
     *
     * @param refusal why the newest spec is not carried out
     * @param trouble of the zone, while it lasts
     * @param refusedWrite why the provider refused the last change that it was asked for; empty once it accepts one
     * @param acceptedAt when the change that stands was accepted, where that is known
     * @param unseenAt authoritative servers that were not seen with the plan, for a person
     * @param largestTtlSeconds of the published answers
     * @param gateTrouble why the gate on which the policy hangs would move nothing; empty when it would, or there is none
     * @param notCarried what of the weights the answers cannot carry, for a person; empty when they carry all
     */
    public record Records(
            Optional<Obstacle> refusal,
            Optional<Obstacle> trouble,
            Optional<String> refusedWrite,
            Optional<Instant> acceptedAt,
            List<String> unseenAt,
            long largestTtlSeconds,
            Optional<String> gateTrouble,
            Optional<String> notCarried) {
        public Records {
            unseenAt = List.copyOf(unseenAt);
        }
    }
}
