package io.regionalfailover.dns;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How much of a batch's limits some changes take.
 *
 * @param values record values
 * @param characters of all values together
 */
record BatchSize(int values, int characters) {
    static final BatchSize NONE = new BatchSize(0, 0);

    /** Left free in every batch for the zone's velocity ledger: its deletion and its creation. */
    private static final int LEDGER_VALUES = 2;

    static BatchSize of(Collection<Change> changes) {
        int values = 0;
        int characters = 0;
        for (Change change : changes) {
            values += Math.max(1, change.set().values().size());
            characters +=
                    change.set().values().stream().mapToInt(String::length).sum();
        }
        return new BatchSize(values, characters);
    }

    BatchSize plus(BatchSize other) {
        return new BatchSize(values + other.values, characters + other.characters);
    }

    BatchSize minus(BatchSize other) {
        return new BatchSize(values - other.values, characters - other.characters);
    }

    boolean fits(DnsProvider.Limits limits) {
        return values + LEDGER_VALUES <= limits.values() && characters <= limits.characters();
    }

    /**
     * A sentence when these changes cannot be one batch, now or once what they create has to be deleted again; atomicity
     * cannot be had by halves.
     */
    static Optional<String> tooLarge(List<Change> changes, DnsProvider.Limits limits) {
        BatchSize created = of(changes.stream()
                .filter(change -> change.action() == Change.Action.CREATE)
                .toList());
        BatchSize now = of(changes);
        BatchSize most = new BatchSize(
                Math.max(now.values, 2 * created.values), Math.max(now.characters, 2 * created.characters));
        if (most.fits(limits)) {
            return Optional.empty();
        }
        return Optional.of("The policy's record sets take " + (most.values + LEDGER_VALUES) + " values and "
                + most.characters + " characters to change at once; one batch of the provider holds " + limits.values()
                + " values and " + limits.characters() + " characters. Publish fewer records, regions or addresses.");
    }
}
