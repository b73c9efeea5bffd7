package io.regionalfailover.dns.gate;

import java.util.List;
import java.util.function.Predicate;

/**
 * Which of a name's weighted record sets Route 53 answers with: the healthy ones that have weight; where there is none, the
 * healthy ones without; where nothing is healthy, all count as healthy.
 */
public final class ServingRule {
    private ServingRule() {}

    /**
     * A weighted set.
     *
     * @param region whose it is
     * @param weight 0-255
     * @param healthy as its check says; true without one
     */
    public record Candidate(String region, int weight, boolean healthy) {}

    /** Those that are answered with, each by its weight; alike where none has weight. */
    public static List<Candidate> serving(List<Candidate> sets) {
        List<Candidate> healthy = choose(sets, Candidate::healthy);
        return healthy.isEmpty() ? choose(sets, any -> true) : healthy;
    }

    private static List<Candidate> choose(List<Candidate> sets, Predicate<Candidate> which) {
        List<Candidate> chosen = sets.stream().filter(which).toList();
        List<Candidate> weighty =
                chosen.stream().filter(set -> set.weight() > 0).toList();
        return weighty.isEmpty() ? chosen : weighty;
    }
}
