package io.regionalfailover.dns;

import io.regionalfailover.decision.Proposal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gathers the change sets of several policies into one batch, in an order that every instance would choose alike: the most
 * urgent first, then by the weight that leaves a failing region, then by owner. A change set is never split, and no two of
 * a batch touch one name.
 */
final class Batcher {
    private static final Comparator<Candidate> ORDER = Comparator.comparing(Candidate::urgency)
            .thenComparing(Comparator.comparingInt(Candidate::leavingWeight).reversed())
            .thenComparing(candidate -> candidate.changes().owner().label())
            .thenComparing(candidate -> candidate.changes().owner().hash());

    private Batcher() {}

    /**
     * A change set that waits.
     *
     * @param changes what is to be done
     * @param urgency the most urgent first
     * @param leavingWeight more goes first
     */
    record Candidate(ChangeSet changes, Proposal.Kind urgency, int leavingWeight) {}

    /**
     * What goes next.
     *
     * @param taken the batch, in order; empty only when nothing waits
     * @param full true when something that waits did not fit
     */
    record Batch(List<Candidate> taken, boolean full) {
        Batch {
            taken = List.copyOf(taken);
        }

        List<Change> changes() {
            return taken.stream()
                    .flatMap(candidate -> candidate.changes().changes().stream())
                    .toList();
        }
    }

    /**
     * The next batch.
     *
     * @param waiting each of them fits a batch by itself
     */
    static Batch next(List<Candidate> waiting, DnsProvider.Limits limits) {
        List<Candidate> taken = new ArrayList<>();
        Set<DnsName> names = new HashSet<>();
        BatchSize size = BatchSize.NONE;
        for (Candidate candidate : waiting.stream().sorted(ORDER).toList()) {
            BatchSize with = size.plus(BatchSize.of(candidate.changes().changes()));
            if (!taken.isEmpty() && !with.fits(limits)) {
                return new Batch(taken, true);
            }
            if (candidate.changes().names().stream().noneMatch(names::contains)) {
                taken.add(candidate);
                names.addAll(candidate.changes().names());
                size = with;
            }
        }
        return new Batch(taken, false);
    }

    /**
     * Those of a refused batch that the provider's message does not speak of and that can go again.
     *
     * @param named the names that the message speaks of; empty means that it names none, and nothing goes again
     */
    static List<Candidate> untouched(List<Candidate> batch, Set<DnsName> named) {
        List<Candidate> rest = batch.stream()
                .filter(candidate -> named.stream().noneMatch(candidate.changes()::touches))
                .toList();
        return named.isEmpty() || rest.size() == batch.size() ? List.of() : rest;
    }
}
