package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.Proposal;
import io.regionalfailover.decision.Stage;
import io.regionalfailover.decision.Weights;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whose turn it is to write what several instances want: the first in rank writes at once, each further one later, and only if
 * a reading of the zone shows that it is still to be done. Saves requests; what keeps writes apart is the fence. Touched by one
 * turn at a time.
 */
final class WritersTurn {
    private static final Duration EACH = Duration.ofSeconds(2);

    /** A zone that cannot be read in time is written all the same: the fence tells. */
    private static final Duration LONGEST_READING = Duration.ofSeconds(2);

    private record Waiting(Proposal.Kind kind, Weights weights, Stage stage, Instant dueAt) {
        boolean isFor(Proposal proposal) {
            return kind == proposal.kind() && weights.equals(proposal.weights()) && stage.equals(proposal.stage());
        }
    }

    private final Runnable read;
    private Optional<Waiting> waiting = Optional.empty();

    /** @param read reads the zone again */
    WritersTurn(Runnable read) {
        this.read = read;
    }

    /**
     * Whether a proposal may be written now.
     *
     * @param rank how many others go first
     * @param readAt when the last reading of the zone began
     */
    boolean hasCome(Proposal proposal, int rank, Instant readAt, Instant now) {
        if (rank == 0) {
            waiting = Optional.empty();
            return true;
        }
        if (waiting.filter(known -> known.isFor(proposal)).isEmpty()) {
            waiting = Optional.of(new Waiting(
                    proposal.kind(), proposal.weights(), proposal.stage(), now.plus(EACH.multipliedBy(rank))));
        }
        Instant due = waiting.get().dueAt();
        if (now.isBefore(due)) {
            return false;
        }
        if (!readAt.isBefore(due) || !now.isBefore(due.plus(LONGEST_READING))) {
            return true;
        }
        read.run();
        return false;
    }

    /** Nothing is to be written any more. */
    void over() {
        waiting = Optional.empty();
    }

    /** When to ask again, if nothing else happens. */
    Optional<Instant> at(Instant now) {
        return waiting.map(known ->
                now.isBefore(known.dueAt()) ? known.dueAt() : known.dueAt().plus(LONGEST_READING));
    }
}
