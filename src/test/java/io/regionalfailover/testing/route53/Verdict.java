package io.regionalfailover.testing.route53;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the rules say to a change batch. */
sealed interface Verdict {

    /**
     * Everything is in order.
     *
     * @param after the zone's record sets afterwards
     * @param delta what became of each touched record set; empty where it was removed
     */
    record Accepted(ZoneRecords after, Map<RecordSetKey, Optional<RecordSet>> delta) implements Verdict {}

    /**
     * The request is not well formed: {@code InvalidInput}.
     *
     * @param message why
     */
    record Malformed(String message) implements Verdict {}

    /**
     * The batch breaks rules, nothing of it is done: {@code InvalidChangeBatch}.
     *
     * @param messages one for each broken rule
     */
    record Rejected(List<String> messages) implements Verdict {
        public Rejected {
            messages = List.copyOf(messages);
        }
    }
}
